import type { Environment } from '../core/environment.ts';
import { rehearse } from './rehearse.ts';

/** `npm run rehearse`: says how long each migration takes on a copy of the real data, and whether it goes. */
export async function runRehearse(
  environment: Environment,
  _words: readonly string[],
  say: (line: string) => void,
): Promise<number> {
  const { rowCount, copySeconds, migrations, shrunk } = await rehearse(environment);
  if (migrations.length === 0) {
    say('This database has all migrations: there is nothing to rehearse.');
    return 0;
  }
  say(`Tried on a copy of ${rowCount} rows, made in ${copySeconds.toFixed(1)} s and taken away again:`);
  for (const { name, seconds, problem } of migrations) {
    say(`  ${name}: ${problem === undefined ? 'went' : 'FAILED'} after ${seconds.toFixed(1)} s`);
    if (problem !== undefined) say(`    ${problem}`);
  }
  for (const table of shrunk) say(`  ${table} has fewer rows afterwards.`);
  const isWell = migrations.every(({ problem }) => problem === undefined);
  say(
    isWell
      ? 'The upgrade goes: start the new version.'
      : 'The upgrade does not go: stay with the version that runs, and report this.',
  );
  return isWell ? 0 : 1;
}
