import js from '@eslint/js';
import { defineConfig, globalIgnores } from 'eslint/config';
import tseslint from 'typescript-eslint';

const tooManyParameters = 'At most three parameters; then one object with names.';

/** The limits of size keep the house calm by themselves: CONTRIBUTING.md says why. */
export default defineConfig(
  globalIgnores(['dist', 'coverage', 'data']),
  js.configs.recommended,
  {
    files: ['**/*.ts'],
    extends: [tseslint.configs.recommendedTypeChecked],
    languageOptions: { parserOptions: { projectService: true } },
    rules: {
      '@typescript-eslint/explicit-module-boundary-types': 'error',
      '@typescript-eslint/consistent-type-imports': ['error', { fixStyle: 'inline-type-imports' }],
      '@typescript-eslint/no-unused-vars': ['error', { ignoreRestSiblings: true }],
      '@typescript-eslint/no-extraneous-class': 'off',
      '@typescript-eslint/restrict-template-expressions': ['error', { allowNumber: true }],
    },
  },
  {
    files: ['src/**/*.ts'],
    rules: {
      'max-lines': ['error', 200],
      'max-lines-per-function': ['error', 40],
      complexity: ['error', 12],
      'no-console': 'error',
      'no-restricted-syntax': [
        'error',
        { selector: 'FunctionDeclaration[params.length>3]', message: tooManyParameters },
        { selector: 'ArrowFunctionExpression[params.length>3]', message: tooManyParameters },
        {
          selector: "MethodDefinition[kind!='constructor'] > FunctionExpression[params.length>3]",
          message: tooManyParameters,
        },
        {
          selector: "MethodDefinition[kind='constructor'] > FunctionExpression[params.length>4]",
          message: 'At most four dependencies; a class with more is two classes.',
        },
      ],
    },
  },
  {
    files: ['**/*.spec.ts', 'test/**/*.ts'],
    rules: { 'max-lines-per-function': 'off', '@typescript-eslint/explicit-module-boundary-types': 'off' },
  },
  {
    files: ['public/**/*.js'],
    languageOptions: {
      globals: Object.fromEntries(
        [
          'document',
          'window',
          'localStorage',
          'DOMParser',
          'EventSource',
          'IntersectionObserver',
          'MutationObserver',
          'ResizeObserver',
          'URL',
          'fetch',
          'setInterval',
          'setTimeout',
          'clearTimeout',
          'location',
          'navigator',
        ].map((name) => [name, 'readonly']),
      ),
    },
  },
  {
    files: ['**/*.{js,mjs,cjs}'],
    ignores: ['public/**'],
    languageOptions: {
      globals: Object.fromEntries(
        ['process', 'console', 'URL', 'setTimeout', 'fetch', 'performance', 'localStorage', 'document'].map((name) => [
          name,
          'readonly',
        ]),
      ),
    },
  },
);
