import swc from 'unplugin-swc';
import { defineConfig } from 'vitest/config';

/** Two workers and no isolation: Nest is loaded once in each, and most tests wait rather than work. */
export default defineConfig({
  plugins: [swc.vite({ swcrc: false, module: { type: 'es6' } })],
  test: {
    globals: true,
    setupFiles: ['./test/quiet.ts'],
    include: ['src/**/*.spec.ts', 'test/**/*.spec.ts'],
    isolate: false,
    maxWorkers: 2,
    testTimeout: 60_000,
    hookTimeout: 60_000,
    reporters: ['default', './test/closing-line.reporter.ts'],
  },
});
