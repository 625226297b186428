import swc from 'unplugin-swc';
import { defineConfig } from 'vitest/config';

/** One worker and no isolation: Nest is loaded once, and tests that start the real program have both cores. */
export default defineConfig({
  plugins: [swc.vite({ swcrc: false, module: { type: 'es6' } })],
  test: {
    globals: true,
    setupFiles: ['./test/quiet.ts'],
    include: ['src/**/*.spec.ts', 'test/**/*.spec.ts'],
    isolate: false,
    fileParallelism: false,
    testTimeout: 20_000,
    hookTimeout: 60_000,
    reporters: ['default', './test/closing-line.reporter.ts'],
  },
});
