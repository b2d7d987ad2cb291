import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { text } from 'node:stream/consumers';
import { describe, expect, it } from 'vitest';

const main = join(import.meta.dirname, 'main.ts');
const report = join(import.meta.dirname, '../output/bench-quick.json');
const databaseUrl = process.env.DATABASE_URL;

/** Runs the bench as `npm run bench -- --quick` does. */
async function runBench(variables: Record<string, string> = {}) {
  const { NODE_OPTIONS: _options, ...inherited } = process.env;
  const child = spawn(process.execPath, [main, '--quick'], {
    env: { ...inherited, ...variables },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  const [output, complaints] = await Promise.all([
    text(child.stdout),
    text(child.stderr),
    once(child, 'exit'),
  ]);
  return { output, complaints, exitCode: child.exitCode };
}

describe('the bench', () => {
  it('says so when there is no PostgreSQL', async () => {
    const { complaints, exitCode } = await runBench({ DATABASE_URL: 'postgres://nobody@127.0.0.1:1/none' });
    expect(complaints).toContain('No PostgreSQL answers at 127.0.0.1:1; DATABASE_URL says where it is.');
    expect(exitCode).toBe(1);
  });

  // The bench needs a PostgreSQL server; where the tests run on the embedded one there is nothing to measure on.
  if (databaseUrl) {
    it('refuses a PostgreSQL that does not wait for its disk', async () => {
      const careless = new URL(databaseUrl);
      careless.searchParams.set('options', '-c synchronous_commit=off');
      const { complaints, exitCode } = await runBench({ DATABASE_URL: careless.href.replaceAll('+', '%20') });
      expect(complaints).toContain('synchronous_commit=off');
      expect(exitCode).toBe(1);
    });

    it(
      'measures product and floor, and no message is lost, doubled or out of order',
      { timeout: 180_000 },
      async () => {
        const { output, complaints, exitCode } = await runBench();
        expect(output + complaints).not.toContain('VIOLATED');
        expect({ exitCode, complaints }).toEqual({ exitCode: 0, complaints: '' });
        expect(output).toMatch(/^most messages\/s/m);
        const { comparison, legs } = JSON.parse(readFileSync(report, 'utf8'));
        expect(legs.map((leg: { contestant: string }) => leg.contestant)).toEqual(['floor', 'ours', 'floor']);
        expect(comparison.length).toBeGreaterThan(5);
      },
    );
  }
});
