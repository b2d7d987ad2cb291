import { afterAll, beforeAll, expect, test } from 'vitest';
import { anonymous } from '../../api/core/actor.ts';
import { operationText } from '../../api/server/persistedOperations.ts';
import { followTestMessage } from '../../api/testMessage/followTestMessage.ts';
import { sendTestMessage } from '../../api/testMessage/sendTestMessage.ts';
import { followOperation, sendOperation } from '../../api/testMessage/testMessageOperations.ts';
import { issueTestToken } from '../../api/testMessage/testToken.ts';
import { buildTestCore, type TestCore } from '../support/testCore.ts';

let core: TestCore;
beforeAll(async () => {
  core = await buildTestCore();
});
afterAll(() => core.close());

const rowCounts = async () => {
  const { prisma } = core.database;
  const counts = [
    prisma.session,
    prisma.message,
    prisma.visitor,
    prisma.site,
    prisma.department,
    prisma.event,
    prisma.lease,
  ];
  return Promise.all(counts.map((model) => (model.count as () => Promise<number>)()));
};

test('a test message comes back to who follows its token, and leaves nothing behind', async () => {
  const before = await rowCounts();
  const token = await issueTestToken(core);
  const heard = await followTestMessage(core, { token });
  expect((await heard.next()).value).toEqual({ text: '' });
  core.published.length = 0;
  await sendTestMessage(core, { token, text: '渡口' });
  expect((await heard.next()).value).toMatchObject({ text: '渡口' });
  expect((await heard.next()).done).toBe(true);
  expect(await rowCounts()).toEqual(before);
  // Nobody else is told of anything.
  expect(core.published.map(({ topic }) => topic.split(':')[0])).toEqual(['testMessage']);
});

test('a token is good for one message and for a minute, and nobody has one who has not the database', async () => {
  const token = await issueTestToken(core);
  await sendTestMessage(core, { token, text: 'once' });
  const refused = { code: 'TEST_TOKEN_REFUSED' };
  await expect(sendTestMessage(core, { token, text: 'twice' })).rejects.toMatchObject(refused);
  await expect(followTestMessage(core, { token })).rejects.toMatchObject(refused);
  const old = await issueTestToken(core);
  await core.database.query(
    `UPDATE "Lease" SET "endsAt" = now() - interval '1 second' WHERE "name" LIKE 'testMessage %'`,
    [],
  );
  await expect(sendTestMessage(core, { token: old, text: 'late' })).rejects.toMatchObject(refused);
  await expect(sendTestMessage(core, { token: 'guessed', text: 'x' })).rejects.toMatchObject(refused);
  // What was never used goes with the next one.
  await issueTestToken(core);
  expect(await core.database.prisma.lease.count({ where: { name: { startsWith: 'testMessage' } } })).toBe(1);
});

test('a database that takes no messages is found out, and the token is not used up by it', async () => {
  const token = await issueTestToken(core);
  await core.database.query('ALTER TABLE "Message" ADD CONSTRAINT "full" CHECK (false) NOT VALID', []);
  await expect(sendTestMessage(core, { token, text: 'x' })).rejects.toThrow(/full/);
  await core.database.query('ALTER TABLE "Message" DROP CONSTRAINT "full"', []);
  await sendTestMessage(core, { token, text: 'x' });
});

test('its operations are answered also where only our own clients’ are', () => {
  const environment = { ...core.environment, arbitraryOperations: 'programs' as const };
  for (const query of [sendOperation, followOperation])
    expect(operationText({ ...core, environment }, anonymous, { query })).toBe(query);
});
