import { afterAll, beforeAll, expect, test } from 'vitest';
import { AgentNotReachableError, OwnAgentError } from '../../api/agent/agentErrors.ts';
import { setStatus } from '../../api/agent/setStatus.ts';
import { NotFoundError } from '../../api/core/errors.ts';
import { HandOverExpiredError } from '../../api/handOver/handOverErrors.ts';
import { handOverSessions } from '../../api/handOver/handOverSessions.ts';
import { undoHandOver } from '../../api/handOver/undoHandOver.ts';
import { endSession } from '../../api/session/endSession.ts';
import type { AgentActor } from '../../api/core/actor.ts';
import { buildAgent, buildDepartment, buildSite, buildVisitor } from '../support/build.ts';
import { buildTestCore, type TestCore } from '../support/testCore.ts';

let core: TestCore;
beforeAll(async () => {
  core = await buildTestCore({ ENTRIES_PER_MINUTE: '10000' });
});
afterAll(() => core.close());

/** An agent with three live sessions and one that has ended, and a colleague who is ONLINE. */
async function buildShift() {
  const department = await buildDepartment(core);
  const site = await buildSite(core, department);
  const [agent, colleague] = [await buildAgent(core, department), await buildAgent(core, department)];
  await setStatus(core, agent, { status: 'ONLINE' });
  const sessions: string[] = [];
  for (let i = 0; i < 4; i++) sessions.push((await buildVisitor(core, site)).session.id);
  const endedId = sessions.pop() ?? '';
  await endSession(core, agent, { sessionId: endedId });
  await setStatus(core, colleague, { status: 'ONLINE' });
  const ownersOf = async (ids = sessions) => {
    const rows = await core.database.prisma.session.findMany({ where: { id: { in: ids } } });
    return rows.map(({ ownerId }) => ownerId);
  };
  const statusOf = async ({ agentId }: AgentActor) =>
    (await core.database.prisma.agent.findUniqueOrThrow({ where: { id: agentId } })).status;
  return { department, site, agent, colleague, sessions, endedId, ownersOf, statusOf };
}

test('who goes away gives all live sessions to a colleague in one step, and the ended ones stay', async () => {
  const { agent, colleague, sessions, endedId, ownersOf, statusOf } = await buildShift();
  const handOver = await handOverSessions(core, agent, { toAgentId: colleague.agentId });
  expect(handOver.sessionIds.toSorted()).toEqual(sessions.toSorted());
  expect(await ownersOf()).toEqual(sessions.map(() => colleague.agentId));
  expect(await ownersOf([endedId])).toEqual([agent.agentId]);
  expect(await statusOf(agent)).toBe('AWAY');
  const reasons = await core.database.prisma.assignment.findMany({
    where: { sessionId: { in: sessions }, reason: 'HANDED_OVER' },
  });
  expect(reasons.map(({ decidedById }) => decidedById)).toEqual(sessions.map(() => agent.agentId));
});

test('it is undone within ten seconds: the sessions are back, and the status of before', async () => {
  const { agent, colleague, sessions, ownersOf, statusOf } = await buildShift();
  await setStatus(core, agent, { status: 'BUSY' });
  const { id } = await handOverSessions(core, agent, { toAgentId: colleague.agentId });
  const [kept = '', ...rest] = sessions;
  await endSession(core, colleague, { sessionId: kept });
  core.clock.advance(10_000);
  await undoHandOver(core, agent, { handOverId: id });
  expect(await ownersOf(rest)).toEqual(rest.map(() => agent.agentId));
  expect(await ownersOf([kept])).toEqual([colleague.agentId]);
  expect(await statusOf(agent)).toBe('BUSY');
  await expect(undoHandOver(core, agent, { handOverId: id })).rejects.toThrow(HandOverExpiredError);
});

test('it cannot be undone later, nor by anybody else', async () => {
  const { agent, colleague, sessions, ownersOf, statusOf } = await buildShift();
  const { id } = await handOverSessions(core, agent, { toAgentId: colleague.agentId });
  await expect(undoHandOver(core, colleague, { handOverId: id })).rejects.toThrow(NotFoundError);
  core.clock.advance(12_001);
  await expect(undoHandOver(core, agent, { handOverId: id })).rejects.toThrow(HandOverExpiredError);
  expect(await ownersOf()).toEqual(sessions.map(() => colleague.agentId));
  expect(await statusOf(agent)).toBe('AWAY');
});

test('nothing changes when the colleague cannot be reached, is oneself, or none of one’s colleagues', async () => {
  const { agent, colleague, sessions, ownersOf, statusOf } = await buildShift();
  await setStatus(core, colleague, { status: 'AWAY' });
  const foreign = await buildAgent(core, await buildDepartment(core));
  await setStatus(core, foreign, { status: 'ONLINE' });
  const to = (toAgentId: string) => handOverSessions(core, agent, { toAgentId });
  await expect(to(colleague.agentId)).rejects.toThrow(AgentNotReachableError);
  await expect(to(agent.agentId)).rejects.toThrow(OwnAgentError);
  await expect(to(foreign.agentId)).rejects.toThrow(NotFoundError);
  expect(await ownersOf()).toEqual(sessions.map(() => agent.agentId));
  expect(await statusOf(agent)).toBe('ONLINE');
});
