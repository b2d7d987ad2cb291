import { afterAll, beforeAll, expect, test } from 'vitest';
import { InvalidInputError, NotAllowedError, NotFoundError } from '../../api/core/errors.ts';
import { updateVisitor } from '../../api/visitor/updateVisitor.ts';
import { buildAgent, buildDepartment, buildSite, buildVisitor } from '../support/build.ts';
import { buildTestCore, type TestCore } from '../support/testCore.ts';

let core: TestCore;
beforeAll(async () => {
  core = await buildTestCore();
});
afterAll(() => core.close());

async function buildKnown() {
  const department = await buildDepartment(core);
  const site = await buildSite(core, department);
  const agent = await buildAgent(core, department, ['EDIT_VISITORS']);
  const { session, visitor } = await buildVisitor(core, site);
  const owned = { ownerId: agent.agentId };
  await core.database.prisma.session.update({ where: { id: session.id }, data: owned });
  return { department, site, agent, visitor, sessionId: session.id };
}

test('a new visitor’s nickname is a number that nobody else has', async () => {
  const { site, visitor } = await buildKnown();
  const others = await Promise.all([1, 2, 3].map(() => buildVisitor(core, site)));
  const rows = await core.database.prisma.visitor.findMany({
    where: { id: { in: [visitor.visitorId, ...others.map((one) => one.visitor.visitorId)] } },
  });
  expect(rows.every(({ nickname, number }) => nickname === String(number))).toBe(true);
  expect(new Set(rows.map(({ number }) => number)).size).toBe(4);
});

test('the owner renames and notes; the last change, by whom and when, is kept, and the audit says what it was', async () => {
  const { agent, visitor, sessionId } = await buildKnown();
  const before = await core.database.prisma.visitor.findUniqueOrThrow({ where: { id: visitor.visitorId } });
  const after = await updateVisitor(core, agent, { sessionId, nickname: ' 张女士 ', note: '想预约周三' });
  expect(after).toMatchObject({
    nickname: '张女士',
    note: '想预约周三',
    editedById: agent.agentId,
    editedAt: core.clock.now(),
    version: before.version + 1,
  });
  const [entry] = await core.database.prisma.auditEntry.findMany({ where: { targetId: visitor.visitorId } });
  expect(entry).toMatchObject({
    action: 'updateVisitor',
    changes: { nickname: { before: before.nickname, after: '张女士' } },
  });
});

test('two visitors may be called the same, and what changes nothing is no change', async () => {
  const [one, other] = [await buildKnown(), await buildKnown()];
  const first = await updateVisitor(core, one.agent, { sessionId: one.sessionId, nickname: '王先生' });
  await updateVisitor(core, other.agent, { sessionId: other.sessionId, nickname: '王先生' });
  const again = await updateVisitor(core, one.agent, { sessionId: one.sessionId, nickname: '王先生' });
  expect(again.version).toBe(first.version);
});

test('an assisting colleague may, who only looks on may not, and to a stranger the session is not there', async () => {
  const { department, sessionId } = await buildKnown();
  const see = 'SEE_DEPARTMENT_SESSIONS';
  const assistant = await buildAgent(core, department, [see, 'ASSIST_SESSIONS', 'EDIT_VISITORS']);
  const onlooker = await buildAgent(core, department, [see, 'EDIT_VISITORS']);
  const stranger = await buildAgent(core, await buildDepartment(core), ['EDIT_VISITORS']);
  const rename = { sessionId, nickname: '李女士' };
  expect((await updateVisitor(core, assistant, rename)).editedById).toBe(assistant.agentId);
  await expect(updateVisitor(core, onlooker, rename)).rejects.toThrow(NotAllowedError);
  await expect(updateVisitor(core, stranger, rename)).rejects.toThrow(NotFoundError);
});

test('a nickname has 1 to 60 characters and a note at most 2,000', async () => {
  const { agent, sessionId } = await buildKnown();
  for (const wrong of [{ nickname: '  ' }, { nickname: '名'.repeat(61) }, { note: '记'.repeat(2001) }])
    await expect(updateVisitor(core, agent, { sessionId, ...wrong })).rejects.toThrow(InvalidInputError);
  await updateVisitor(core, agent, { sessionId, nickname: '😀'.repeat(60), note: '记'.repeat(2000) });
});
