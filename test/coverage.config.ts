import { defineConfig } from 'vitest/config';
import { coreFiles, coreTests } from './coreFiles.ts';
import everything from './vitest.config.ts';

// Which branches of the core the tests about it reach: all of them, or this fails.
export default defineConfig({
  root: everything.root,
  ssr: everything.ssr,
  test: {
    name: 'core',
    include: coreTests,
    setupFiles: 'test/support/afterEachFile.ts',
    pool: 'forks',
    maxWorkers: 2,
    isolate: false,
    testTimeout: 120_000,
    hookTimeout: 120_000,
    teardownTimeout: 20_000,
    coverage: {
      enabled: true,
      provider: 'v8',
      include: coreFiles,
      reportsDirectory: 'test/output/coverage',
      reporter: ['text', 'json', 'html'],
      reportOnFailure: true,
      thresholds: { branches: 100, functions: 100 },
    },
  },
});
