import { randomUUID } from 'node:crypto';
import { readFile } from 'node:fs/promises';
import path from 'node:path';
import { PGlite } from '@electric-sql/pglite';
import pg from 'pg';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { migrationsFolder, readMigrations } from '../../api/core/migrations.ts';
import { monthOf } from '../../api/message/messageMonthRules.ts';
import { freshDatabaseUrl, testedKinds } from '../support/freshDatabase.ts';
import { idOf, month } from './build.ts';

const name = '20261128061500_messages_by_month';

/** A database of the tested kind, with no table in it. */
interface Bare {
  run(script: string): Promise<unknown>;
  query<Row>(text: string, values?: unknown[]): Promise<Row[]>;
  close(): Promise<void>;
}

async function openBare(): Promise<Bare> {
  if (testedKinds.at(-1) === 'embedded') {
    const pglite = await PGlite.create();
    return {
      run: (script) => pglite.exec(script),
      query: async <Row>(text: string, values: unknown[] = []) =>
        (await pglite.query<Row>(text, values)).rows,
      close: () => pglite.close(),
    };
  }
  const client = new pg.Client({ connectionString: await freshDatabaseUrl({ migrated: false }) });
  await client.connect();
  return {
    run: (script) => client.query(script),
    query: async <Row>(text: string, values: unknown[] = []) =>
      (await client.query(text, values)).rows as Row[],
    close: () => client.end(),
  };
}

let bare: Bare;
beforeAll(async () => {
  bare = await openBare();
});
afterAll(() => bare.close());

test('messages that were stored before there were months are all there after the migration, each in its month', async () => {
  const { migrationDirectories } = await readMigrations();
  const before = migrationDirectories.filter((one) => one.path < name);
  for (const { migrationFile } of before) {
    if (migrationFile.content.tag === 'ok') await bare.run(migrationFile.content.value);
  }
  const [department, site, visitor] = [randomUUID(), randomUUID(), randomUUID()];
  await bare.query(
    `INSERT INTO "Department" ("id", "name", "path", "updatedAt") VALUES ($1::uuid, 'd', concat($1::uuid, '/'), now())`,
    [department],
  );
  await bare.query(
    `INSERT INTO "Site" ("id", "name", "key", "greeting", "updatedAt") VALUES ($1, 's', 'k', '', now())`,
    [site],
  );
  await bare.query(
    `INSERT INTO "Visitor" ("id", "siteId", "number", "nickname", "updatedAt") VALUES ($1, $2, 1, 'v', now())`,
    [visitor, site],
  );
  const now = new Date();
  const moments = {
    Message_2024_02: new Date('2024-02-29T23:59:59.999Z'),
    Message_2024_03: month(2024, 3),
    [`Message_${now.toISOString().slice(0, 7).replace('-', '_')}`]: now,
    // Before the product, and after what is made ahead.
    Message_default: month(1999, 1),
  };
  const sessions = Object.entries(moments).map(([place, moment]) => ({ place, id: idOf(moment) }));
  sessions.push({ place: 'Message_default', id: idOf(monthOf(now, 30)) });
  sessions.push({ place: 'Message_default', id: randomUUID() });
  for (const { id } of sessions) {
    await bare.query(
      `INSERT INTO "Session" ("id", "visitorId", "siteId", "departmentId") VALUES ($1, $2, $3, $4)`,
      [id, visitor, site, department],
    );
    await bare.query(
      `INSERT INTO "Message" ("sessionId", "seq", "clientId", "author", "text", "isInternal", "mentionedAgentIds")
      SELECT $1::uuid, n, 'c' || n, 'VISITOR', '第' || n, n = 2, ARRAY[$1::uuid] FROM generate_series(1, 3) n`,
      [id],
    );
  }
  const all = () =>
    bare.query<object>('SELECT to_jsonb(m) AS "row" FROM "Message" m ORDER BY m."sessionId", m."seq"');
  const stored = await all();
  expect(stored).toHaveLength(18);

  await bare.run(await readFile(path.join(migrationsFolder, name, 'migration.sql'), 'utf8'));

  expect(await all()).toEqual(stored);
  for (const { id, place } of sessions) {
    const rows = await bare.query<{ place: string }>(
      `SELECT DISTINCT tableoid::regclass::text AS "place" FROM "Message" WHERE "sessionId" = $1`,
      [id],
    );
    expect(rows.map((row) => row.place.replaceAll('"', ''))).toEqual([place]);
  }
  const again = `INSERT INTO "Message" ("sessionId", "seq", "clientId", "author", "text") VALUES ($1, $2, $3, 'VISITOR', '')`;
  const first = sessions[0]?.id;
  await expect(bare.query(again, [first, 4, 'c1'])).rejects.toThrow(/unique/);
  await expect(bare.query(again, [first, 1, 'c4'])).rejects.toThrow(/unique/);
  await expect(bare.query(again, [randomUUID(), 1, 'c1'])).rejects.toThrow(/foreign key/);
  await bare.query('DELETE FROM "Session" WHERE "id" = $1', [first]);
  expect(await all()).toHaveLength(15);
});
