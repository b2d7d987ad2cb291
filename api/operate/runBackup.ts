import type { Environment } from '../core/environment.ts';
import { backup } from './backup.ts';
import { sumOf } from './countRules.ts';

const usage = 'npm run backup -- FILE.tar.gz';

/** `npm run backup`: says what is in the file. */
export async function runBackup(
  environment: Environment,
  words: readonly string[],
  say: (line: string) => void,
): Promise<number> {
  const [file, ...more] = words;
  if (file === undefined || file.startsWith('-') || more.length > 0) {
    say(usage);
    return 1;
  }
  const { header, manifest } = await backup(environment, file);
  const { fileCount, missingFileCount } = manifest;
  say(
    `${file}: ${sumOf(manifest.rows)} rows of ${header.tables.length} tables, ${fileCount} images and files, read again and found whole.`,
  );
  if (missingFileCount > 0)
    say(
      `${missingFileCount} images and files of the database are not where they should be: npm run doctor says more.`,
    );
  say('Keep it as you keep passwords: it holds all that is in the database.');
  if (environment.secretKey) say('Keep SECRET_KEY elsewhere: what is sealed opens with it alone.');
  return 0;
}
