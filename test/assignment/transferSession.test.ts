import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest';
import { setStatus } from '../../api/agent/setStatus.ts';
import { signOutEverywhere } from '../../api/agent/signOut.ts';
import { sweepUnreachableAgents } from '../../api/agent/sweepUnreachableAgents.ts';
import { sweepWaitingSessions } from '../../api/assignment/sweepWaitingSessions.ts';
import type { AgentActor } from '../../api/core/actor.ts';
import { handOverSessions } from '../../api/handOver/handOverSessions.ts';
import { undoHandOver } from '../../api/handOver/undoHandOver.ts';
import { sendMessage } from '../../api/message/sendMessage.ts';
import { endSession } from '../../api/session/endSession.ts';
import { transferSession } from '../../api/session/transferSession.ts';
import type { Department, Site } from '../../prisma/generated/client/client.ts';
import type { Permission } from '../../prisma/generated/client/enums.ts';
import { buildAgent, buildDepartment, buildSite, buildVisitor } from '../support/build.ts';
import { buildTestCore, type TestCore } from '../support/testCore.ts';
import { TickingClock } from './tickingClock.ts';

let core: TestCore;
let department: Department;
let site: Site;
beforeAll(async () => {
  core = await buildTestCore({ ENTRIES_PER_MINUTE: '100000' });
  core.clock = new TickingClock();
});
afterAll(() => core.close());
beforeEach(async () => {
  await core.database.prisma.session.deleteMany();
  department = await buildDepartment(core);
  site = await buildSite(core, department);
});

const working: Permission[] = ['SEE_DEPARTMENT_SESSIONS', 'TRANSFER_SESSIONS'];
async function comeOnline(more = working, place = department): Promise<AgentActor> {
  const agent = await buildAgent(core, place, more);
  await setStatus(core, agent, { status: 'ONLINE' });
  return agent;
}
const setCapacity = ({ agentId: id }: AgentActor, capacity: number) =>
  core.database.prisma.agent.update({ where: { id }, data: { capacity } });
const enter = async () => (await buildVisitor(core, site)).session;
const fresh = (id: string) => core.database.prisma.session.findUniqueOrThrow({ where: { id } });
const say = (agent: AgentActor, sessionId: string) =>
  sendMessage(core, agent, { sessionId, clientId: crypto.randomUUID(), text: '您好' });
const decisionsOf = async (sessionId: string) =>
  (
    await core.database.prisma.assignment.findMany({ where: { sessionId }, orderBy: { decidedAt: 'asc' } })
  ).map(({ reason, agentId, decidedById }) => [reason, agentId, decidedById]);
const offline = async ({ agentId: id }: AgentActor) => {
  core.clock.advance(61_000);
  await sweepUnreachableAgents(core);
  expect((await core.database.prisma.agent.findUniqueOrThrow({ where: { id } })).status).toBe('OFFLINE');
};

test('an agent gives an own session to a colleague who is BUSY and full, and whoever waits gets the free slot', async () => {
  const lin = await comeOnline();
  await setCapacity(lin, 1);
  const session = await enter();
  const waiting = await enter();
  const wang = await buildAgent(core, department, working);
  await setCapacity(wang, 0);
  await setStatus(core, wang, { status: 'BUSY' });
  const moved = await transferSession(core, lin, { sessionId: session.id, toAgentId: wang.agentId });
  expect(moved).toMatchObject({ ownerId: wang.agentId, queuedAt: null });
  expect((await decisionsOf(session.id)).at(-1)).toEqual(['TRANSFERRED', wang.agentId, lin.agentId]);
  expect((await fresh(waiting.id)).ownerId).toBe(lin.agentId);
});

test('the session goes along into the department of the new owner, and its note is for agents only', async () => {
  const lin = await comeOnline();
  const session = await enter();
  const other = await buildDepartment(core);
  const wang = await comeOnline(working, other);
  const input = { sessionId: session.id, toAgentId: wang.agentId, note: '约了周三复诊' };
  expect(await transferSession(core, lin, input)).toMatchObject({ departmentId: other.id });
  const lines = await core.database.prisma.message.findMany({
    where: { sessionId: session.id },
    orderBy: { seq: 'asc' },
  });
  expect(lines).toMatchObject([
    { notice: 'SESSION_TRANSFERRED', about: wang.displayName, agentName: lin.displayName },
    { notice: 'TRANSFER_NOTE', text: '约了周三复诊', isInternal: true },
  ]);
});

test('nobody who is AWAY or OFFLINE is given a session, nor one that has ended, nor a colleague’s without the permission', async () => {
  const lin = await comeOnline();
  const session = await enter();
  const [wang, chen] = [await comeOnline(), await buildAgent(core, department, working)];
  await setStatus(core, wang, { status: 'AWAY' });
  const give = (actor: AgentActor, { agentId }: AgentActor) =>
    transferSession(core, actor, { sessionId: session.id, toAgentId: agentId });
  for (const target of [wang, chen])
    await expect(give(lin, target)).rejects.toMatchObject({ code: 'AGENT_NOT_REACHABLE' });
  await setStatus(core, wang, { status: 'ONLINE' });
  await expect(give(wang, wang)).rejects.toMatchObject({ code: 'NOT_ALLOWED' });
  expect((await fresh(session.id)).ownerId).toBe(lin.agentId);
  await endSession(core, lin, { sessionId: session.id });
  await expect(give(lin, wang)).rejects.toMatchObject({ code: 'SESSION_ENDED' });
});

test('with the permission a colleague’s session is taken, beyond one’s capacity too', async () => {
  const lin = await comeOnline();
  const session = await enter();
  const chen = await comeOnline([...working, 'TRANSFER_COLLEAGUES_SESSIONS']);
  await setCapacity(chen, 0);
  await transferSession(core, chen, { sessionId: session.id, toAgentId: chen.agentId });
  expect((await fresh(session.id)).ownerId).toBe(chen.agentId);
  expect((await decisionsOf(session.id)).map(([reason]) => reason)).toEqual(['LEAST_LOADED', 'TRANSFERRED']);
  expect((await fresh(session.id)).ownerId).not.toBe(lin.agentId);
});

test('who answers what nobody has taken has taken it, and that is written down', async () => {
  const session = await enter();
  const lin = await buildAgent(core, department);
  await setCapacity(lin, 0);
  await setStatus(core, lin, { status: 'ONLINE' });
  await say(lin, session.id);
  expect((await decisionsOf(session.id)).at(-1)).toEqual(['TAKEN', lin.agentId, lin.agentId]);
  expect(await fresh(session.id)).toMatchObject({
    ownerId: lin.agentId,
    queuedAt: null,
    leftMessageAt: null,
  });
});

test('of those who answer the same free session at once one gets it, and nobody else is heard', async () => {
  for (let round = 0; round < 5; round++) {
    const session = await enter();
    const agents = await Promise.all(Array.from({ length: 6 }, () => buildAgent(core, department)));
    for (const agent of agents) await setStatus(core, agent, { status: 'AWAY' });
    const answers = await Promise.allSettled(agents.map((agent) => say(agent, session.id)));
    const heard = answers.filter(({ status }) => status === 'fulfilled');
    expect(heard).toHaveLength(1);
    const { ownerId } = await fresh(session.id);
    const messages = await core.database.prisma.message.findMany({ where: { sessionId: session.id } });
    expect(messages.map(({ agentId }) => agentId)).toEqual([ownerId]);
    const taken = (await decisionsOf(session.id)).filter(([reason]) => reason === 'TAKEN');
    expect(taken).toEqual([['TAKEN', ownerId, ownerId]]);
  }
});

test('when two agents give the same session away at once it goes one way after the other, and has one owner', async () => {
  const takers: Permission[] = [...working, 'TRANSFER_COLLEAGUES_SESSIONS'];
  const agents = [await comeOnline(takers), await comeOnline(takers), await comeOnline(takers)];
  const { id } = await enter();
  await Promise.all(
    agents.map((agent) => transferSession(core, agent, { sessionId: id, toAgentId: agent.agentId })),
  );
  const decisions = await decisionsOf(id);
  const owners = decisions.map(([, agentId]) => agentId);
  expect(owners.at(-1)).toBe((await fresh(id)).ownerId);
  // Whoever had it already when it came to them has taken nothing.
  expect(owners.every((owner, i) => i === 0 || owner !== owners[i - 1])).toBe(true);
  expect(new Set(owners)).toEqual(new Set(agents.map(({ agentId }) => agentId)));
});

test('sites that share agents give them no more than their capacity', async () => {
  const other = await buildSite(core, department);
  for (const place of [site, other, site, other, site, other]) await buildVisitor(core, place);
  const lin = await buildAgent(core, department);
  await setCapacity(lin, 3);
  await setStatus(core, lin, { status: 'ONLINE' });
  const live = await core.database.prisma.session.findMany({ orderBy: { startedAt: 'asc' } });
  const mine = live.map(({ ownerId }) => ownerId === lin.agentId);
  expect(mine).toEqual([true, true, true, false, false, false]);
});

test('an agent who has become OFFLINE and has not been back owns no live session, whatever is still asked for', async () => {
  const chen = await comeOnline([...working, 'TRANSFER_COLLEAGUES_SESSIONS']);
  const { id: free } = await enter();
  await offline(chen);
  await say(chen, free).catch(() => undefined);
  const { id: other } = await enter();
  await transferSession(core, chen, { sessionId: other, toAgentId: chen.agentId }).catch(() => undefined);
  await sweepWaitingSessions(core);
  const status = (await core.database.prisma.agent.findUniqueOrThrow({ where: { id: chen.agentId } })).status;
  const owned = await core.database.prisma.session.count({ where: { ownerId: chen.agentId, endedAt: null } });
  expect(status === 'OFFLINE' ? owned : 0).toBe(0);
});

test('what is handed over is taken back by nobody who has become OFFLINE meanwhile', async () => {
  const lin = await comeOnline();
  const { id } = await enter();
  // Without a connection for almost as long as the grace period.
  core.clock.advance(55_000);
  const wang = await comeOnline();
  const handOver = await handOverSessions(core, lin, { toAgentId: wang.agentId });
  core.clock.advance(6_000);
  await sweepUnreachableAgents(core);
  await undoHandOver(core, lin, { handOverId: handOver.id }).catch(() => undefined);
  await sweepWaitingSessions(core);
  const owner = await core.database.prisma.session.findUniqueOrThrow({
    where: { id },
    select: { owner: { select: { status: true } } },
  });
  expect(owner.owner?.status).not.toBe('OFFLINE');
});

test('who signs out while the session is being given to them does not keep it', async () => {
  for (let round = 0; round < 5; round++) {
    const lin = await comeOnline();
    const { id } = await enter();
    const wang = await comeOnline();
    await Promise.allSettled([
      transferSession(core, lin, { sessionId: id, toAgentId: wang.agentId }),
      signOutEverywhere(core, wang),
    ]);
    expect((await fresh(id)).ownerId).toBe(lin.agentId);
    await signOutEverywhere(core, lin);
  }
});
