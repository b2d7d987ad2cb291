import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { giveSession } from '../../api/assignment/giveSession.ts';
import { inTransaction } from '../../api/core/transaction.ts';
import { buildConversation } from '../support/build.ts';
import { buildTestCore, type TestCore } from '../support/testCore.ts';

let core: TestCore;
beforeAll(async () => {
  core = await buildTestCore();
});
afterAll(() => core.close());

test('a session that is gone is given to nobody, and nothing is written down or told', async () => {
  const { session, agent } = await buildConversation(core);
  const gift = { agent, reason: 'LEAST_LOADED' as const };
  const told = core.published.length;
  const giving = inTransaction(core, (transaction, record) =>
    giveSession(core, transaction, record, { ...session, id: randomUUID() }, gift),
  );
  await expect(giving).rejects.toThrow();
  expect(await core.database.prisma.assignment.count({ where: { agentId: agent.agentId } })).toBe(0);
  expect(core.published.length).toBe(told);
});
