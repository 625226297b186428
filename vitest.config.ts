import swc from 'unplugin-swc';
import { defineConfig } from 'vitest/config';

/** Three workers on two cores, for most tests wait rather than work; no isolation: Nest is loaded once in each. */
export default defineConfig({
  plugins: [swc.vite({ swcrc: false, module: { type: 'es6' } })],
  test: {
    globals: true,
    globalSetup: ['./test/built-assets.ts'],
    setupFiles: ['./test/quiet.ts'],
    include: ['src/**/*.spec.ts', 'test/**/*.spec.ts'],
    isolate: false,
    maxWorkers: 3,
    testTimeout: 60_000,
    hookTimeout: 60_000,
    reporters: ['default', './test/closing-line.reporter.ts'],
  },
});
