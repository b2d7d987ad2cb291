import { execFile } from 'node:child_process';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { describe, expect, it } from 'vitest';

const main = join(import.meta.dirname, 'main.ts');
const databaseUrl = process.env.DATABASE_URL;

/** Runs the bench as `npm run bench:age -- --quick` does. */
function runBench(variables: Record<string, string> = {}) {
  const { NODE_OPTIONS: _options, ...inherited } = process.env;
  return promisify(execFile)(process.execPath, [main, '--quick'], { env: { ...inherited, ...variables } });
}

describe('the bench of age', () => {
  it('says so when there is no PostgreSQL', async () => {
    const nowhere = { DATABASE_URL: 'postgres://nobody@127.0.0.1:1/none' };
    await expect(runBench(nowhere)).rejects.toThrow('No PostgreSQL answers at 127.0.0.1:1');
  });

  // The bench needs a PostgreSQL server; where the tests run on the embedded one there is nothing to measure on.
  if (databaseUrl) {
    it('times the same on a young and on an old database', { timeout: 180_000 }, async () => {
      const { stdout } = await runBench();
      expect(stdout).toMatch(/^old: +\d+ messages in 380 sessions, (9|10) months/m);
      for (const deed of ['a visitor sends', 'thread, newest page', 'left, deep page'])
        expect(stdout).toMatch(new RegExp(`^${deed}.*( +\\d+\\.\\d\\d){6}`, 'm'));
    });
  }
});
