import { afterAll, beforeAll, expect, test } from 'vitest';
import type { PGlite } from '@electric-sql/pglite';
import { openMemory } from '../../api/core/embeddedDatabase.ts';
import { embeddedStatements } from '../../api/core/embeddedStatements.ts';

let pglite: PGlite;
beforeAll(async () => {
  pglite = await openMemory();
  await pglite.exec(
    'CREATE TABLE word (id int PRIMARY KEY, text text NOT NULL, tags text[], at timestamptz)',
  );
});
afterAll(() => pglite.close());

const insert = 'INSERT INTO word VALUES ($1, $2, $3, $4) RETURNING id';
const read = 'SELECT * FROM word WHERE id = ANY ($1) ORDER BY id';
const query = (text: string, values: unknown[]) => embeddedStatements(pglite).query(text, values);

test('a statement that comes again is answered for its new values, as PGlite itself answers it', async () => {
  const at = new Date('2026-11-28T08:00:00.123Z');
  expect((await query(insert, [1, '渡口', ['a', 'b,"c'], at])).rows).toEqual([{ id: 1 }]);
  expect((await query(insert, [2, '', null, undefined])).rows).toEqual([{ id: 2 }]);
  for (const ids of [[1], [1, 2], [3]])
    expect((await query(read, [ids])).rows).toEqual((await pglite.query(read, [ids])).rows);
  expect((await query(read, [[1]])).rows).toEqual([{ id: 1, text: '渡口', tags: ['a', 'b,"c'], at }]);
});

test('a statement that failed fails alone', async () => {
  await expect(query(insert, [1, 'again', null, null])).rejects.toMatchObject({ code: '23505' });
  await expect(query('SELECT nothing FROM nowhere', [])).rejects.toMatchObject({ code: '42P01' });
  expect((await query(insert, [4, 'after', null, null])).rows).toEqual([{ id: 4 }]);
});

test('who asks from outside waits until the transaction is over, and sees nothing of it before', async () => {
  const order: string[] = [];
  let outside: Promise<unknown> = Promise.resolve();
  await pglite.transaction(async () => {
    outside = query(read, [[5]]).then(({ rows }) => order.push(`outside ${rows.length}`));
    await embeddedStatements(pglite).queryWithin(insert, [5, 'within', null, null]);
    order.push('within');
  });
  await outside;
  expect(order).toEqual(['within', 'outside 1']);
});

test('after an index was made or dropped the same statement goes on', async () => {
  await pglite.exec('CREATE INDEX word_text ON word (text)');
  expect((await query(read, [[1]])).rows).toHaveLength(1);
  await pglite.exec('DROP INDEX word_text');
  expect((await query(read, [[1]])).rows).toHaveLength(1);
});
