import { afterAll, beforeAll, expect, test } from 'vitest';
import type { Core } from '../../api/core/core.ts';
import { firstIdOf, monthOf, monthOfPartition, partitionOf } from '../../api/message/messageMonthRules.ts';
import { messageMonths } from '../../api/message/messageMonths.ts';
import { sweepMessageMonths } from '../../api/message/sweepMessageMonths.ts';
import { buildTwoTestCores, type TestCore } from '../support/testCore.ts';
import { buildConversationOf, month, placesOf } from './build.ts';

let core: TestCore;
let other: TestCore;
beforeAll(async () => {
  [core, other] = await buildTwoTestCores({ ENTRIES_PER_MINUTE: '1000' });
});
afterAll(async () => {
  await core.close();
  if (other !== core) await other.close();
});

/** What a process does in some month. */
const sweepIn = (process: Core, now: Date) => sweepMessageMonths({ ...process, clock: { now: () => now } });
const partitions = async () => (await messageMonths(core.database.query)).map(partitionOf);

test('a month is that of UTC, is called by its year and number, and begins with an id', () => {
  const last = new Date('2027-12-31T23:59:59.999Z');
  expect(monthOf(last)).toEqual(month(2027, 12));
  expect(monthOf(last, 1)).toEqual(month(2028, 1));
  expect(partitionOf(month(2028, 1))).toBe('Message_2028_01');
  expect(monthOfPartition('Message_2028_01')).toEqual(month(2028, 1));
  expect(monthOfPartition('Message_default')).toBeUndefined();
  expect(firstIdOf(new Date('2026-11-01T00:00:00.000Z'))).toBe('01a19467-e800-0000-0000-000000000000');
});

test('the months ahead have their partitions before they begin, made once by several processes at the same time', async () => {
  const now = new Date('2031-12-31T23:59:59.000Z');
  await Promise.all([core, other, core, other].map((process) => sweepIn(process, now)));
  const made = ['Message_2031_12', 'Message_2032_01', 'Message_2032_02'];
  expect(await partitions()).toEqual(expect.arrayContaining(made));
  const from = core.statements.length;
  await sweepIn(core, now);
  expect(core.statements.slice(from)).toHaveLength(1);
});

test('a month’s messages stand in a partition of their own', async () => {
  await sweepIn(core, month(2032, 1));
  const last = await buildConversationOf(core, new Date('2032-01-31T23:59:59.999Z'));
  const next = await buildConversationOf(core, new Date('2032-02-01T00:00:00.000Z'));
  expect(await placesOf(core, last.sessionId)).toEqual(['Message_2032_01']);
  expect(await placesOf(core, next.sessionId)).toEqual(['Message_2032_02']);
});

test('a message of a session that no month covers is kept all the same, and moves when its month comes', async () => {
  const early = await buildConversationOf(core, month(2035, 6), '早了');
  const later = await buildConversationOf(core, month(2035, 9), '更早');
  expect(await placesOf(core, early.sessionId)).toEqual(['Message_default']);
  await sweepIn(core, month(2035, 5));
  expect(await placesOf(core, early.sessionId)).toEqual(['Message_2035_06']);
  expect(await placesOf(core, later.sessionId)).toEqual(['Message_default']);
  const repeated = await early.say('还在吗？');
  expect(repeated.seq).toBe(2);
  const stored = await core.database.prisma.message.findMany({
    where: { sessionId: early.sessionId },
    orderBy: { seq: 'asc' },
  });
  expect(stored.map(({ text }) => text)).toEqual(['早了', '还在吗？']);
});

test('a partition has all that the table has: its keys, its other indexes, and what it refers to', async () => {
  await sweepIn(core, month(2036, 1));
  const facts = (table: string) =>
    core.database.query<{ fact: string }>(
      `SELECT indisunique || (SELECT string_agg(attname, ',' ORDER BY attnum) FROM pg_attribute WHERE attrelid = indexrelid)
        || COALESCE(pg_get_expr(indpred, indrelid), '') AS "fact" FROM pg_index WHERE indrelid = $1::regclass
      UNION ALL SELECT pg_get_constraintdef(oid) FROM pg_constraint WHERE conrelid = $1::regclass
      UNION ALL SELECT attname || ' ' || attnotnull || COALESCE(pg_get_expr(adbin, adrelid), '') FROM pg_attribute
        LEFT JOIN pg_attrdef ON adrelid = attrelid AND adnum = attnum WHERE attrelid = $1::regclass AND attnum > 0
      ORDER BY 1`,
      [`"${table}"`],
    );
  const whole = await facts('Message');
  expect(whole.length).toBeGreaterThan(25);
  for (const partition of await partitions()) expect(await facts(partition)).toEqual(whole);
});
