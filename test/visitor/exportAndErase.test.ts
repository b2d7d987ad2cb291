import { afterAll, beforeAll, expect, test } from 'vitest';
import { NotAllowedError, NotFoundError } from '../../api/core/errors.ts';
import { endSession } from '../../api/session/endSession.ts';
import { updateSettings } from '../../api/setting/updateSettings.ts';
import { blockVisitor } from '../../api/block/blockVisitor.ts';
import { authenticateVisitor } from '../../api/visitor/authenticateVisitor.ts';
import { eraseVisitor } from '../../api/visitor/eraseVisitor.ts';
import { exportVisitor } from '../../api/visitor/exportVisitor.ts';
import { sweepOldVisitors } from '../../api/visitor/sweepOldVisitors.ts';
import { updateVisitor } from '../../api/visitor/updateVisitor.ts';
import { LiveVisitorError } from '../../api/visitor/visitorErrors.ts';
import { buildTalk } from '../contactDetail/build.ts';
import { buildAgent } from '../support/build.ts';
import { buildTestCore, type TestCore } from '../support/testCore.ts';

let core: TestCore;
beforeAll(async () => {
  core = await buildTestCore();
});
afterAll(() => core.close());

async function buildKnown() {
  const talk = await buildTalk(core, [
    'EDIT_VISITORS',
    'SEE_CONTACT_DATA',
    'MANAGE_VISITOR_DATA',
    'MANAGE_SETTINGS',
    'BLOCK_VISITORS',
  ]);
  await talk.say('我是机密甲，电话13812345678');
  await updateVisitor(core, talk.agent, { sessionId: talk.sessionId, nickname: '机密乙', note: '机密丙' });
  return talk;
}
type Known = Awaited<ReturnType<typeof buildKnown>>;

const secrets = ['机密', '13812345678', '203.0.113.7', 'Test browser'];

/** Everything in the database that belongs to a visitor, as text. */
async function traces({ visitorId, sessionId }: Known): Promise<string> {
  const { prisma } = core.database;
  const rows = await Promise.all([
    prisma.visitor.findMany({
      where: { id: visitorId },
      include: { devices: true, blocks: true, contactDetails: true },
    }),
    prisma.session.findMany({ where: { visitorId }, include: { pageVisits: true } }),
    prisma.message.findMany({ where: { sessionId } }),
    prisma.auditEntry.findMany({ where: { targetId: { in: [visitorId, sessionId] } } }),
  ]);
  return JSON.stringify(rows);
}

test('an export holds all that is kept about a visitor, no secret, and is written down', async () => {
  const known = await buildKnown();
  const { content, fileName } = await exportVisitor(core, known.agent, { sessionId: known.sessionId });
  expect(fileName).toMatch(/^visitor-\d+\.json$/);
  for (const secret of secrets) expect(content).toContain(secret);
  const { visitor } = JSON.parse(content) as {
    visitor: { sessions: { messages: object[]; pageVisits: object[] }[] };
  };
  expect(visitor.sessions[0]?.messages.length).toBeGreaterThan(0);
  expect(visitor.sessions[0]?.pageVisits).toHaveLength(1);
  expect(content).not.toMatch(/secretHash|passwordHash/);
  const entry = { targetId: known.visitorId, action: 'exportVisitor', agentId: known.agent.agentId };
  expect(await core.database.prisma.auditEntry.count({ where: entry })).toBe(1);
});

test('erasing leaves nothing personal anywhere, and keeps that there was a session and which tags', async () => {
  const known = await buildKnown();
  const { agent, sessionId, visitorId } = known;
  await blockVisitor(core, agent, { sessionId, reason: '机密丁', includesAddress: true });
  for (const secret of [...secrets, '机密丁']) expect(await traces(known)).toContain(secret);
  const erased = await eraseVisitor(core, agent, { sessionId });
  expect(erased).toMatchObject({
    erasedAt: core.clock.now(),
    nickname: String(erased.number),
    contactKinds: [],
  });
  const left = await traces(known);
  for (const secret of secrets) expect(left).not.toContain(secret);
  expect(await core.database.prisma.message.count({ where: { sessionId, author: 'VISITOR' } })).toBe(1);
  expect(await core.database.prisma.tagging.count({ where: { visitorId } })).toBe(1);
  expect(await authenticateVisitor(core, known.visitorSecret)).toBeUndefined();
});

test('a visitor with a live session is not erased, and nobody is without the permission or the right to see them', async () => {
  const known = await buildKnown();
  const { agent, department, sessionId } = known;
  await expect(eraseVisitor(core, agent, { sessionId })).rejects.toThrow(LiveVisitorError);
  await endSession(core, agent, { sessionId });
  const plain = await buildAgent(core, department, ['SEE_DEPARTMENT_SESSIONS']);
  for (const verb of [eraseVisitor, exportVisitor])
    await expect(verb(core, plain, { sessionId })).rejects.toThrow(NotAllowedError);
  const stranger = (await buildKnown()).agent;
  for (const verb of [eraseVisitor, exportVisitor])
    await expect(verb(core, stranger, { sessionId })).rejects.toThrow(NotFoundError);
  expect(await traces(known)).toContain('机密甲');
});

test('visitors who have been away for as many days as is set are anonymised, others and those on the site stay', async () => {
  const [old, live, recent] = [await buildKnown(), await buildKnown(), await buildKnown()];
  for (const { agent, sessionId } of [old, recent]) await endSession(core, agent, { sessionId });
  const lastSeenAt = new Date(core.clock.now().getTime() - 31 * 86_400_000);
  await core.database.prisma.visitor.updateMany({
    where: { id: { in: [old.visitorId, live.visitorId] } },
    data: { lastSeenAt },
  });
  await sweepOldVisitors(core);
  expect(await traces(old)).toContain('机密甲');
  await updateSettings(core, old.agent, { retentionDays: 30 });
  await sweepOldVisitors(core);
  expect(await traces(old)).not.toContain('机密');
  for (const known of [live, recent]) expect(await traces(known)).toContain('机密甲');
  await updateSettings(core, old.agent, { retentionDays: 0 });
});

test('the audit stays as it was written, but for what is erased', async () => {
  const known = await buildKnown();
  const change = core.database.prisma.auditEntry.updateMany({
    where: { targetId: known.visitorId },
    data: { changes: {} },
  });
  await expect(change).rejects.toThrow();
});
