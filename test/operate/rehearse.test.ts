import { afterAll, beforeAll, expect, test } from 'vitest';
import { openBareDatabase, type BareDatabase } from '../../api/core/bareDatabase.ts';
import { readEnvironment, type Environment } from '../../api/core/environment.ts';
import { readMigrations } from '../../api/core/migrations.ts';
import { rehearse } from '../../api/operate/rehearse.ts';
import { mkdtempSync, readdirSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { contentsOf } from '../support/bareDatabases.ts';
import { fillTables } from '../support/fillTables.ts';
import { fillDataDir, freshDatabaseUrl, testedKinds } from '../support/freshDatabase.ts';

const folder = mkdtempSync(join(tmpdir(), 'dukou-rehearse-'));
let environment: Environment;
let contents: Record<string, string>;

const withDatabase = async <T>(work: (database: BareDatabase) => Promise<T>): Promise<T> => {
  const database = await openBareDatabase(environment);
  try {
    return await work(database);
  } finally {
    await database.close();
  }
};

beforeAll(async () => {
  const isServer = testedKinds.includes('server');
  if (!isServer) await fillDataDir(folder);
  environment = readEnvironment({
    DATA_DIR: folder,
    ...(isServer && { DATABASE_URL: await freshDatabaseUrl() }),
  });
  contents = await withDatabase(async (database) => {
    await database.writing(fillTables);
    return contentsOf(database);
  });
});
afterAll(() => rmSync(folder, { recursive: true }));

/** The product of tomorrow: its migrations are ours and these. */
async function tomorrows(...added: [path: string, sql: string][]) {
  const migrations = await readMigrations();
  for (const [path, value] of added)
    migrations.migrationDirectories.push({
      path,
      migrationFile: { path: 'migration.sql', content: { tag: 'ok', value } },
    });
  return migrations;
}

/** What is left beside the real database. */
const copies = async () =>
  environment.databaseUrl
    ? withDatabase(({ query }) =>
        query(`SELECT datname FROM pg_database WHERE datname LIKE current_database() || '%rehearsal%'`, []),
      )
    : readdirSync(folder).filter((name) => name.startsWith('rehearsal'));

test('with nothing to come, nothing is done', async () => {
  expect(await rehearse(environment)).toMatchObject({ migrations: [] });
});

test('an upgrade is tried with all rows, up to what fails; the real database is as it was, and the copy is gone', async () => {
  const migrations = await tomorrows(
    [
      '29990101000000_good',
      'ALTER TABLE "Tag" ADD COLUMN "note" text NOT NULL DEFAULT $$x$$; DELETE FROM "Draft";',
    ],
    ['29990102000000_fails_on_rows', 'UPDATE "Visitor" SET "number" = "note"::int WHERE "note" <> $$$$;'],
    ['29990103000000_never_tried', 'SELECT 1;'],
  );
  const { rowCount, migrations: tried, shrunk } = await rehearse(environment, migrations);
  expect(rowCount).toBeGreaterThan(100);
  expect(tried.map(({ name, problem }) => [name, problem !== undefined])).toEqual([
    ['29990101000000_good', false],
    ['29990102000000_fails_on_rows', true],
  ]);
  // It would have gone on an empty database.
  expect(tried[1]?.problem).toContain('invalid input syntax for type integer');
  expect(shrunk).toEqual(['Draft']);
  expect(await withDatabase(contentsOf)).toEqual(contents);
  expect(await copies()).toEqual([]);
});

test('a database of a newer version is not rehearsed on', async () => {
  const migrations = await readMigrations();
  const [last] = migrations.migrationDirectories.splice(-1);
  await expect(rehearse(environment, migrations)).rejects.toThrow(`does not know ${last?.path ?? ''}`);
});
