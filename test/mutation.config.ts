import { defineConfig } from 'vitest/config';
import { mutationTests } from './coreFiles.ts';
import everything from './vitest.config.ts';

// What must notice when the core does something else than it says.
export default defineConfig({
  root: everything.root,
  ssr: everything.ssr,
  test: {
    name: 'core',
    include: mutationTests,
    setupFiles: 'test/support/afterEachFile.ts',
    testTimeout: 60_000,
    hookTimeout: 120_000,
  },
});
