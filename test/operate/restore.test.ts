import { createWriteStream, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { BareDatabase } from '../../api/core/bareDatabase.ts';
import type { Database } from '../../api/core/database.ts';
import type { FileStore } from '../../api/core/fileStore.ts';
import { readEnvironment } from '../../api/core/environment.ts';
import { createFolderStore } from '../../api/core/folderStore.ts';
import { readMigrations } from '../../api/core/migrations.ts';
import { makeMessageMonth } from '../../api/message/makeMessageMonth.ts';
import { firstIdOf } from '../../api/message/messageMonthRules.ts';
import { messageMonths } from '../../api/message/messageMonths.ts';
import { verifyArchive } from '../../api/operate/archive/verifyArchive.ts';
import { writeArchive } from '../../api/operate/archive/writeArchive.ts';
import { backup } from '../../api/operate/backup.ts';
import { migrationsUntil } from '../../api/operate/migrationsUntil.ts';
import { restoreInto } from '../../api/operate/restore.ts';
import { bareDatabase, contentsOf } from '../support/bareDatabases.ts';
import { fillTables } from '../support/fillTables.ts';
import { testedKinds } from '../support/freshDatabase.ts';

// Half of these make a database of nothing by all migrations, embedded too.
const limit = { timeout: 180_000 };

const folder = mkdtempSync(join(tmpdir(), 'dukou-backup-'));
const opened: BareDatabase[] = [];
afterAll(async () => {
  for (const database of opened) await database.close();
  rmSync(folder, { recursive: true });
});

async function open(kind: Database['kind'], migrated: boolean): Promise<BareDatabase> {
  const database = await bareDatabase(kind, migrated);
  opened.push(database);
  return database;
}

const storeNamed = (name: string): FileStore => createFolderStore(join(folder, name));

async function backUp(database: BareDatabase, name: string, files = storeNamed('files')): Promise<string> {
  const file = join(folder, name);
  await writeArchive({ database, files }, createWriteStream(file));
  return file;
}

async function bringBack(
  file: string,
  database: BareDatabase,
  { replace = false, files = storeNamed('restored') } = {},
) {
  return restoreInto({ database, files }, file, await verifyArchive(file), replace);
}

const kinds: [from: Database['kind'], to: Database['kind']][] = testedKinds.includes('server')
  ? [
      ['embedded', 'server'],
      ['server', 'embedded'],
    ]
  : [['embedded', 'embedded']];

describe.each(kinds)('a backup of the %s database', limit, (from, to) => {
  let source: BareDatabase;
  let file: string;
  let key: string;
  beforeAll(async () => {
    source = await open(from, true);
    await source.writing(async (connection) => {
      await makeMessageMonth(connection.run, new Date('2025-03-01'));
      await fillTables(connection);
    });
    // One of them was said long ago.
    await source.query(
      `WITH old AS (UPDATE "Session" SET "id" = $1::uuid WHERE "id" = (SELECT "sessionId" FROM "Message" LIMIT 1) RETURNING "id")
       SELECT * FROM old`,
      [`${firstIdOf(new Date('2025-03-10')).slice(0, 14)}7000-8000-000000000001`],
    );
    // An image of which one content is there, and one has gone.
    const [image] = await source.query<{ id: string }>(
      `UPDATE "Attachment" SET "kind" = 'IMAGE' WHERE "id" = (SELECT "id" FROM "Attachment" LIMIT 1) RETURNING "id"`,
      [],
    );
    key = image?.id ?? '';
    await storeNamed('files').put(key, Buffer.from('a picture'));
    file = await backUp(source, `${from}.tar.gz`);
  });

  test('has every row and every content that there is, and says what is missing', async () => {
    const { header, manifest } = await verifyArchive(file);
    expect(Object.entries(manifest.rows).filter(([, count]) => count === 0)).toEqual([]);
    expect(header.migrations).toHaveLength((await readMigrations()).migrationDirectories.length);
    expect(manifest).toMatchObject({ fileCount: 1, missingFileCount: 3 });
  });

  test(`comes back in a new ${to} database exactly as it was, and numbering goes on behind it`, async () => {
    const target = await open(to, false);
    const restored = await bringBack(file, target);
    expect(restored.aside).toBeUndefined();
    expect(await contentsOf(target)).toEqual(await contentsOf(source));
    expect(await messageMonths(target.query)).toEqual(await messageMonths(source.query));
    expect(await target.query('SELECT "seq" FROM "Message_2025_03"', [])).toHaveLength(1);
    const content = await storeNamed('restored').read(key);
    expect(Buffer.concat((await content?.stream.toArray()) ?? []).toString()).toBe('a picture');
    const [next] = await target.query<{ isNew: boolean }>(
      `INSERT INTO "Event" ("type", "siteId", "visitorId") VALUES ('VISITOR_ERASED', gen_random_uuid(), gen_random_uuid())
       RETURNING "position" > (SELECT max("position") FROM "Event") AS "isNew"`,
      [],
    );
    expect(next).toEqual({ isNew: true });
    // What guards the rows is there again.
    await expect(target.query(`DELETE FROM "AuditEntry"`, [])).rejects.toThrow(/only ever added/);
    await expect(target.query(`DELETE FROM "Site"`, [])).rejects.toThrow(/foreign key/);
  });

  test('is not put over what somebody works with, unless told; then that is kept aside', async () => {
    const target = await open(to, true);
    await target.writing(fillTables);
    const before = await contentsOf(target);
    await expect(bringBack(file, target)).rejects.toThrow(/--replace/);
    await target.query(`UPDATE "ServerProcess" SET "leaseEndsAt" = now() + interval '10 seconds'`, []);
    await expect(bringBack(file, target, { replace: true })).rejects.toThrow(/Stop/);
    await target.query(`UPDATE "ServerProcess" SET "leaseEndsAt" = '2026-11-20T08:09:10.123Z'`, []);
    expect(await contentsOf(target)).toEqual(before);
    const { aside } = await bringBack(file, target, { replace: true });
    expect(await contentsOf(target)).toEqual(await contentsOf(source));
    expect(await target.query(`SELECT count(*)::int AS "count" FROM "${aside}"."Agent"`, [])).toEqual([
      { count: 2 },
    ]);
  });

  test('that breaks a rule of the database changes nothing there, and says so', async () => {
    const broken = await open(from, true);
    await broken.writing(fillTables);
    await broken.query(`ALTER TABLE "Session" DROP CONSTRAINT "Session_siteId_fkey"`, []);
    await broken.query(`UPDATE "Session" SET "siteId" = gen_random_uuid()`, []);
    const brokenFile = await backUp(broken, `${from}-broken.tar.gz`);
    const target = await open(to, true);
    await target.writing(fillTables);
    const before = await contentsOf(target);
    await expect(bringBack(brokenFile, target, { replace: true })).rejects.toThrow(/Session_siteId_fkey/);
    expect(await contentsOf(target)).toEqual(before);
  });
});

test('a backup of an older version is brought up to this one, with the rows that it had', limit, async () => {
  const migrations = await readMigrations();
  const older = migrations.migrationDirectories.at(9)?.path;
  const source = await open('embedded', false);
  await source.migrate(migrationsUntil(migrations, older));
  await source.writing(fillTables);
  const file = await backUp(source, 'older.tar.gz');
  const target = await open(testedKinds.at(-1) ?? 'embedded', false);
  const { rows, header, manifest } = await bringBack(file, target);
  expect(header.migrations.at(-1)).toBe(older);
  for (const table of ['Agent', 'Session', 'Message', 'AuditEntry'])
    expect(rows[table]).toBe(manifest.rows[table]);
  expect(rows.Webhook).toBe(0);
});

describe('what is no whole backup is refused', () => {
  let file: string;
  let source: BareDatabase;
  beforeAll(async () => {
    source = await open('embedded', true);
    await source.writing(fillTables);
    file = await backUp(source, 'whole.tar.gz');
  });
  const changed = (name: string, change: (bytes: Buffer) => Buffer) => {
    writeFileSync(join(folder, name), change(readFileSync(file)));
    return verifyArchive(join(folder, name));
  };

  test('when its end is cut off', async () => {
    await expect(changed('cut', (bytes) => bytes.subarray(0, bytes.length - 2_000))).rejects.toThrow(
      /Take another one/,
    );
  });

  test('when a byte of it is another', async () => {
    const flip = (bytes: Buffer) => {
      const at = Math.floor(bytes.length / 2);
      bytes[at] = (bytes[at] ?? 0) ^ 1;
      return bytes;
    };
    await expect(changed('flipped', flip)).rejects.toThrow(/Take another one/);
  });

  test('when it is something else', async () => {
    await expect(changed('other', () => Buffer.from('hello'))).rejects.toThrow(/cannot be read/);
  });

  test('and a backup never takes the name of a file that is there', async () => {
    await expect(backup(readEnvironment({}), file)).rejects.toThrow(/exist/);
    await verifyArchive(file);
  });

  test('when it is of a newer version, and nothing is touched', async () => {
    const archive = await verifyArchive(file);
    archive.header.migrations.push('29990101000000_tomorrow');
    const before = await contentsOf(source);
    const refused = restoreInto({ database: source, files: storeNamed('x') }, file, archive, true);
    await expect(refused).rejects.toThrow(/newer version.*29990101000000_tomorrow/);
    expect(await contentsOf(source)).toEqual(before);
  });
});
