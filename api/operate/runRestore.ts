import type { Environment } from '../core/environment.ts';
import { sumOf } from './countRules.ts';
import { restore } from './restore.ts';

const usage = 'npm run restore -- FILE.tar.gz [--replace]';

/** `npm run restore`: says what came back, and what is left of what was there. */
export async function runRestore(
  environment: Environment,
  words: readonly string[],
  say: (line: string) => void,
): Promise<number> {
  const [file, ...more] = words.filter((word) => word !== '--replace');
  if (file === undefined || file.startsWith('-') || more.length > 0) {
    say(usage);
    return 1;
  }
  const { header, manifest, rows, aside } = await restore(environment, file, words.includes('--replace'));
  say(`${file}, made ${header.madeAt} by version ${header.product} on ${header.engine}, is restored.`);
  say(
    `${sumOf(manifest.rows)} rows of ${header.tables.length} tables and ${manifest.fileCount} images and files: all there.`,
  );
  const changed = header.tables.filter(({ table }) => rows[table] !== manifest.rows[table]);
  for (const { table } of changed)
    say(
      `  ${table}: ${manifest.rows[table]} rows, ${rows[table] ?? 'none'} after it was brought up to this version`,
    );
  if (aside) {
    say(`What was in the database before lies in the schema ${aside}. When you do not need it any more:`);
    say(`  DROP SCHEMA "${aside}" CASCADE;`);
  }
  say('Start the product, then: npm run doctor');
  return 0;
}
