import { svelte } from '@sveltejs/vite-plugin-svelte';
import { defineConfig, type TestProjectInlineConfiguration } from 'vitest/config';

type ProjectConfig = NonNullable<TestProjectInlineConfiguration['test']>;

/** The browser tests that look at the clock: they run with nothing beside them. */
const promptnessTests = ['test/e2e/promptness.test.ts', 'test/e2e/lighthouse.test.ts'];

/**
 * The browser tests that depend on what is behind the pages: several processes, connections that break, a restart. The others look
 * at pages, which are the same on every database, and run once, on the embedded one.
 */
const databaseTests = ['talk', 'network', 'restart'].map((name) => `test/e2e/${name}.test.ts`);
/**
 * What never asks a database, or asks who may do what, how strange words are answered and what other programs make of it, which no
 * database changes.
 */
const sameOnEveryDatabase = [
  'test/{authorization,docs,extraction,fuzz,integration,singleSignOn}/**',
  'test/server/{byteRange,crossSite,deployFiles,documentCache,graphqlCop,graphqlOverHttp,http,maskedErrors}.test.ts',
  'test/server/{queryLimits,safeStart,securityHeaders,serveFolder,webSocketProtocol}.test.ts',
  'test/attachment/hostileUploads.test.ts',
];
const hasServer = Boolean(process.env.DATABASE_URL);

function browserProject(name: string, test: ProjectConfig) {
  const expect = { poll: { timeout: 20_000, interval: 50 } };
  return {
    extends: true as const,
    test: {
      name,
      setupFiles: 'test/support/afterEachFile.ts',
      testTimeout: 90_000,
      hookTimeout: 120_000,
      expect,
      ...test,
    },
  };
}

// Every database test may start an embedded PostgreSQL, every browser test a server and a browser: two at once is what two
// cores bear. Where PostgreSQL does a part of the work, a third finds time while the others wait for it.
export default defineConfig({
  root: new URL('..', import.meta.url).pathname,
  // Packages as Node itself finds them: with Vite's conditions there would be two copies of graphql.
  ssr: { resolve: { conditions: ['node', 'module-sync'] } },
  test: {
    pool: 'forks',
    maxWorkers: hasServer ? 3 : 2,
    // One process for many files: what they import is loaded once, and no file may leave anything behind.
    isolate: false,
    testTimeout: 60_000,
    hookTimeout: 120_000,
    teardownTimeout: 20_000,
    reporters: ['default', ['json', { outputFile: 'test/output/results.json' }]],
    projects: [
      {
        extends: true,
        test: {
          name: 'api',
          include: ['test/**/*.test.ts'],
          exclude: [
            'test/console/**',
            'test/widget/**',
            'test/e2e/**',
            'test/output/**',
            ...(hasServer ? sameOnEveryDatabase : []),
          ],
          setupFiles: 'test/support/afterEachFile.ts',
          sequence: { groupOrder: 0 },
        },
      },
      {
        // The state classes of console and widget: compiled as for a browser, run without a DOM.
        extends: true,
        plugins: [svelte({ configFile: false })],
        resolve: { conditions: ['browser'] },
        test: {
          name: 'clients',
          include: hasServer ? [] : ['test/console/**/*.test.ts', 'test/widget/**/*.test.ts'],
          environment: './test/support/clientEnvironment.ts',
          setupFiles: 'test/support/clientGlobals.ts',
          sequence: { groupOrder: 0 },
        },
      },
      browserProject('browser', {
        include: hasServer ? databaseTests : ['test/e2e/**/*.test.ts'],
        exclude: promptnessTests,
        maxWorkers: 2,
        sequence: { groupOrder: 1 },
      }),
      browserProject('promptness', {
        include: hasServer ? promptnessTests.filter((path) => !path.includes('lighthouse')) : promptnessTests,
        maxWorkers: 1,
        sequence: { groupOrder: 2 },
      }),
    ],
  },
});
