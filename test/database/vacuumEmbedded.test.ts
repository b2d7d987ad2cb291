import { afterAll, beforeAll, expect, test } from 'vitest';
import type { Database } from '../../api/core/database.ts';
import { vacuumEmbedded } from '../../api/core/vacuumEmbedded.ts';
import { freshDatabase } from '../support/freshDatabase.ts';

let database: Database;
beforeAll(async () => {
  database = await freshDatabase('embedded');
  await database.execute(`CREATE TABLE word (id int PRIMARY KEY, text text NOT NULL);
    INSERT INTO word SELECT n, 'word ' || n FROM generate_series(1, 1000) n`);
});
afterAll(() => database.close());

const change = (times: number) =>
  Array.from({ length: times }).reduce<Promise<unknown>>(
    (before) => before.then(() => database.query(`UPDATE word SET text = text || '.'`, [])),
    Promise.resolve(),
  );
/** Once PostgreSQL has counted what was done before, which it does each second. */
const counted = () => database.query('SELECT pg_stat_force_next_flush()', []);
async function vacuum() {
  await counted();
  await vacuumEmbedded({ database });
}
async function facts() {
  await counted();
  const [row] = await database.query<{ dead: number; known: number; size: number }>(
    `SELECT s.n_dead_tup AS dead, c.reltuples AS known, pg_relation_size(c.oid) AS size
     FROM pg_stat_user_tables s JOIN pg_class c ON c.oid = s.relid WHERE c.relname = 'word'`,
    [],
  );
  return row;
}

test('what was changed in an embedded database takes no room for ever, and its planner knows how much there is', async () => {
  expect(await facts()).toMatchObject({ known: -1 });
  await change(5);
  await vacuum();
  const before = await facts();
  expect(before).toMatchObject({ dead: 0, known: 1_000 });
  for (let round = 0; round < 5; round++) {
    await change(4);
    await vacuum();
  }
  const after = await facts();
  expect(after?.dead).toBe(0);
  expect(after?.size).toBeLessThan(2 * (before?.size ?? 0));
});

test('where little has changed nothing is done', async () => {
  await database.query(`UPDATE word SET text = '' WHERE id <= 20`, []);
  await vacuum();
  expect((await facts())?.dead).toBe(20);
});
