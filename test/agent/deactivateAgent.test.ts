import { afterAll, beforeAll, expect, test } from 'vitest';
import { AgentNotReachableError } from '../../api/agent/agentErrors.ts';
import { deactivateAgent } from '../../api/agent/deactivateAgent.ts';
import { reactivateAgent } from '../../api/agent/reactivateAgent.ts';
import type { AgentActor } from '../../api/core/actor.ts';
import { NotFoundError } from '../../api/core/errors.ts';
import { createQuickReply } from '../../api/quickReply/createQuickReply.ts';
import { createCategory } from '../../api/quickReply/createCategory.ts';
import { endSession } from '../../api/session/endSession.ts';
import { buildAgent, buildDepartment, buildSite, buildVisitor } from '../support/build.ts';
import { buildTestCore, type TestCore } from '../support/testCore.ts';

let core: TestCore;
beforeAll(async () => {
  core = await buildTestCore();
});
afterAll(() => core.close());

/** A department with a manager, an agent with two live sessions and an ended one, and a colleague. */
async function buildTeam() {
  const root = await buildDepartment(core);
  const department = await buildDepartment(core, root);
  const site = await buildSite(core, department);
  const manager = await buildAgent(core, root, ['MANAGE_AGENTS']);
  const leaving = await buildAgent(core, department);
  await setStatus(leaving, 'ONLINE');
  const guests = [
    await buildVisitor(core, site),
    await buildVisitor(core, site),
    await buildVisitor(core, site),
  ];
  const [first, second, ended] = guests.map(({ session }) => session.id);
  await endSession(core, leaving, { sessionId: ended ?? '' });
  const colleague = await buildAgent(core, department);
  return { department, manager, leaving, colleague, live: [first, second], ended: ended ?? '' };
}

const setStatus = ({ agentId }: AgentActor, status: 'ONLINE' | 'AWAY') =>
  core.database.prisma.agent.update({ where: { id: agentId }, data: { status } });
const ownersOf = async (ids: (string | undefined)[]) =>
  (await core.database.prisma.session.findMany({ where: { id: { in: ids.map(String) } } })).map(
    ({ ownerId }) => ownerId,
  );

test('the live sessions of who is deactivated go to the colleague who was chosen, ended ones stay theirs', async () => {
  const { manager, leaving, colleague, live, ended } = await buildTeam();
  await setStatus(colleague, 'ONLINE');
  const input = { agentId: leaving.agentId, handOverToId: colleague.agentId };
  const agent = await deactivateAgent(core, manager, input);
  expect(agent.deactivatedAt).not.toBeNull();
  expect(await ownersOf(live)).toEqual([colleague.agentId, colleague.agentId]);
  expect(await ownersOf([ended])).toEqual([leaving.agentId]);
  const decision = await core.database.prisma.assignment.findFirst({
    where: { sessionId: live[0] ?? '' },
    orderBy: { decidedAt: 'desc' },
  });
  expect(decision).toMatchObject({ reason: 'HANDED_OVER', decidedById: manager.agentId });
  const entry = await core.database.prisma.auditEntry.findFirstOrThrow({
    where: { action: 'deactivateAgent', targetId: leaving.agentId },
  });
  expect(entry.changes).toMatchObject({
    handOverToId: { before: null, after: colleague.agentId },
    sessionsCount: { before: 2, after: 0 },
  });
});

test('without a colleague chosen the live sessions are assigned anew by the rules', async () => {
  const { manager, leaving, colleague, live } = await buildTeam();
  await setStatus(colleague, 'ONLINE');
  await deactivateAgent(core, manager, { agentId: leaving.agentId });
  expect(await ownersOf(live)).toEqual([colleague.agentId, colleague.agentId]);
});

test('a colleague who is not reachable gets nothing, and then nobody is deactivated', async () => {
  const { manager, leaving, colleague, live } = await buildTeam();
  await setStatus(colleague, 'AWAY');
  const toColleague = { agentId: leaving.agentId, handOverToId: colleague.agentId };
  await expect(deactivateAgent(core, manager, toColleague)).rejects.toThrow(AgentNotReachableError);
  const toSelf = { agentId: leaving.agentId, handOverToId: leaving.agentId };
  await expect(deactivateAgent(core, manager, toSelf)).rejects.toThrow(NotFoundError);
  const stranger = await buildAgent(core, await buildDepartment(core));
  await setStatus(stranger, 'ONLINE');
  const toStranger = { agentId: leaving.agentId, handOverToId: stranger.agentId };
  await expect(deactivateAgent(core, manager, toStranger)).rejects.toThrow(NotFoundError);
  expect(await ownersOf(live)).toEqual([leaving.agentId, leaving.agentId]);
  const { deactivatedAt } = await core.database.prisma.agent.findUniqueOrThrow({
    where: { id: leaving.agentId },
  });
  expect(deactivatedAt).toBeNull();
});

test('personal quick replies go to whom they are given, in categories that become one where names are', async () => {
  const { manager, leaving, colleague } = await buildTeam();
  const make = async (agent: AgentActor, category: string, title: string) => {
    const found = await core.database.prisma.quickReplyCategory.findFirst({
      where: { ownerId: agent.agentId, name: category },
    });
    const { id } = found ?? (await createCategory(core, agent, { name: category, isPublic: false }));
    return createQuickReply(core, agent, { title, content: title, categoryId: id, isPublic: false });
  };
  await make(colleague, '问候', '您好');
  await make(leaving, '问候', '早上好');
  await make(leaving, '地址', '怎么走');
  const input = { agentId: leaving.agentId, quickRepliesToId: colleague.agentId };
  await deactivateAgent(core, manager, input);
  const replies = await core.database.prisma.quickReply.findMany({
    where: { ownerId: colleague.agentId },
    include: { category: true },
    orderBy: { position: 'asc' },
  });
  expect(replies.map(({ title, category }) => [category?.name, category?.ownerId, title])).toEqual([
    ['问候', colleague.agentId, '您好'],
    ['问候', colleague.agentId, '早上好'],
    ['地址', colleague.agentId, '怎么走'],
  ]);
  expect(await core.database.prisma.quickReplyCategory.count({ where: { ownerId: leaving.agentId } })).toBe(
    0,
  );
});

test('personal quick replies that were given to nobody are there again when the agent is', async () => {
  const { manager, leaving } = await buildTeam();
  await createQuickReply(core, leaving, { title: 'x', content: 'x', isPublic: false });
  await deactivateAgent(core, manager, { agentId: leaving.agentId });
  await reactivateAgent(core, manager, { agentId: leaving.agentId });
  expect(await core.database.prisma.quickReply.count({ where: { ownerId: leaving.agentId } })).toBe(1);
});
