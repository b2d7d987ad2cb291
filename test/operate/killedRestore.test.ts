import { spawn } from 'node:child_process';
import { createWriteStream, mkdtempSync, rmSync } from 'node:fs';
import { once } from 'node:events';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { openBareDatabase } from '../../api/core/bareDatabase.ts';
import { openDatabase } from '../../api/core/database.ts';
import { readEnvironment } from '../../api/core/environment.ts';
import { createFileStore } from '../../api/core/openFileStore.ts';
import { RestoreUnfinishedError } from '../../api/core/unfinishedRestore.ts';
import { writeArchive } from '../../api/operate/archive/writeArchive.ts';
import { backup } from '../../api/operate/backup.ts';
import { examine } from '../../api/operate/doctor/examine.ts';
import { restore } from '../../api/operate/restore.ts';
import { bareDatabase, contentsOf } from '../support/bareDatabases.ts';
import { startBucket, type TestBucket } from '../support/bucket.ts';
import { fillTables } from '../support/fillTables.ts';
import { freshDatabaseUrl } from '../support/freshDatabase.ts';

// It makes a database of nothing by all migrations, three times.
const limit = { timeout: 180_000 };
const root = join(import.meta.dirname, '../..');
const folder = mkdtempSync(join(tmpdir(), 'dukou-killed-'));
const file = join(folder, 'backup.tar.gz');
let bucket: TestBucket;
let variables: Record<string, string>;
let backedUp: Record<string, string>;

beforeAll(async () => {
  bucket = await startBucket();
  const databaseUrl = process.env.DATABASE_URL ? await freshDatabaseUrl({ migrated: false }) : '';
  variables = {
    DATABASE_URL: databaseUrl,
    DATA_DIR: join(folder, 'data'),
    REDIS_URL: '',
    ...bucket.variables,
  };
  const source = await bareDatabase('embedded', true);
  await source.writing(fillTables);
  const [image] = await source.query<{ id: string }>('SELECT "id" FROM "Attachment" LIMIT 1', []);
  const files = createFileStore(readEnvironment(bucket.variables));
  await files.put(image?.id ?? '', Buffer.from('a picture'));
  await writeArchive({ database: source, files }, createWriteStream(file));
  backedUp = await contentsOf(source);
  await source.close();
});
afterAll(async () => {
  await bucket.stop();
  rmSync(folder, { recursive: true });
});

const options = () => {
  const { databaseUrl, dataDir } = readEnvironment(variables);
  return { databaseUrl, dataDir };
};
const contents = async () => {
  const database = await openBareDatabase(options());
  return contentsOf(database).finally(() => database.close());
};
const bringBack = (replace: boolean) => restore(readEnvironment(variables), file, replace);

/** Kills a restore when all tables are loaded and the first image is on its way. */
async function killInTheMiddle(...words: string[]): Promise<void> {
  const { promise: isReached, resolve } = Promise.withResolvers<void>();
  bucket.onPut = (key) => {
    if (key.startsWith('check-')) return undefined;
    resolve();
    return new Promise(() => undefined);
  };
  const child = spawn(process.execPath, ['api/operate/main.ts', 'restore', file, ...words], {
    cwd: root,
    env: { ...process.env, ...variables },
    stdio: 'ignore',
  });
  const ended = once(child, 'close');
  await Promise.race([isReached, ended]);
  expect(child.exitCode).toBeNull();
  child.kill('SIGKILL');
  await ended;
  bucket.onPut = () => undefined;
}

test(
  'a restore that is killed leaves a database that nobody takes for whole, and the next restore brings all of it',
  limit,
  async () => {
    await killInTheMiddle();
    await expect(openDatabase(options())).rejects.toThrow(RestoreUnfinishedError);
    const environment = readEnvironment(variables);
    await expect(backup(environment, join(folder, 'half.tar.gz'))).rejects.toThrow(RestoreUnfinishedError);
    const [found] = await examine(environment, 'http://127.0.0.1:9');
    expect(found).toMatchObject({
      verdict: 'problem',
      todo: expect.stringContaining('npm run restore') as string,
    });
    expect((await bringBack(false)).aside).toBeUndefined();
    expect(await contents()).toEqual(backedUp);
    await (await openDatabase(options())).close();
  },
);

test(
  'what was there when a restore over it is killed comes back with the next one, and is not replaced unless told',
  limit,
  async () => {
    const before = await contents();
    await killInTheMiddle('--replace');
    await expect(openDatabase(options())).rejects.toThrow(/npm run restore/);
    await expect(bringBack(false)).rejects.toThrow(/--replace/);
    expect(await contents()).toEqual(before);
    await (await openDatabase(options())).close();
  },
);
