import { mutatedFiles } from './coreFiles.ts';

/** @type {import('@stryker-mutator/api/core').PartialStrykerOptions} */
export default {
  testRunner: 'vitest',
  plugins: ['@stryker-mutator/vitest-runner'],
  vitest: { configFile: 'test/mutation.config.ts', related: false },
  mutate: mutatedFiles,
  thresholds: { high: 95, low: 90, break: 85 },
  concurrency: 2,
  timeoutMS: 30_000,
  tempDirName: 'test/output/mutation/sandbox',
  ignorePatterns: [
    '/data',
    '/test/output',
    '/console/build',
    '/console/.svelte-kit',
    '/widget/build',
    '/.wireit',
  ],
  reporters: ['clear-text', 'json', 'html'],
  clearTextReporter: { allowEmojis: false, logTests: false, reportTests: false },
  jsonReporter: { fileName: 'test/output/mutation/report.json' },
  htmlReporter: { fileName: 'test/output/mutation/report.html' },
  allowConsoleColors: false,
};
