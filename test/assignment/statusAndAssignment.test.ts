import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest';
import { endSignIns } from '../../api/agent/endSignIns.ts';
import { setStatus } from '../../api/agent/setStatus.ts';
import type { AgentActor } from '../../api/core/actor.ts';
import { inTransaction } from '../../api/core/transaction.ts';
import { sendMessage } from '../../api/message/sendMessage.ts';
import type { Department, Site } from '../../prisma/generated/client/client.ts';
import { buildAgent, buildDepartment, buildSite, buildVisitor } from '../support/build.ts';
import { buildTestCore, type TestCore } from '../support/testCore.ts';

let core: TestCore;
let department: Department;
let site: Site;
beforeAll(async () => {
  core = await buildTestCore({ ENTRIES_PER_MINUTE: '100000' });
});
afterAll(() => core.close());
beforeEach(async () => {
  await core.database.prisma.session.updateMany({ where: { endedAt: null }, data: { endedAt: new Date() } });
  department = await buildDepartment(core);
  site = await buildSite(core, department);
});

/** An agent who is ONLINE with a sign-in. */
async function comeOnline(capacity = 10): Promise<AgentActor> {
  const agent = await buildAgent(core, department);
  await core.database.prisma.agent.update({ where: { id: agent.agentId }, data: { capacity } });
  await setStatus(core, agent, { status: 'ONLINE' });
  return agent;
}
const signOut = (agent: AgentActor) =>
  inTransaction(core, (transaction, record) =>
    endSignIns(core, transaction, record, { agentId: agent.agentId }),
  );
const ownerOf = async (sessionId: string) =>
  (await core.database.prisma.session.findUniqueOrThrow({ where: { id: sessionId } })).ownerId;

test('what visitors left while nobody was there goes to the first agent who comes', async () => {
  const { visitor, session } = await buildVisitor(core, site);
  await sendMessage(core, visitor, { sessionId: session.id, clientId: 'left', text: '请给我回电话' });
  expect(await ownerOf(session.id)).toBeNull();
  const lin = await comeOnline();
  expect(await ownerOf(session.id)).toBe(lin.agentId);
});

test('an agent who signs out leaves the live sessions to the others, in order of arrival', async () => {
  const lin = await comeOnline(3);
  const sessions = [];
  for (let index = 0; index < 3; index++) {
    sessions.push((await buildVisitor(core, site)).session.id);
    core.clock.advance(1000);
  }
  const wang = await comeOnline(2);
  await signOut(lin);
  expect(await Promise.all(sessions.map(ownerOf))).toEqual([wang.agentId, wang.agentId, null]);
});

test('an agent who goes AWAY keeps the sessions and gets no new ones', async () => {
  const lin = await comeOnline();
  const { session } = await buildVisitor(core, site);
  await setStatus(core, lin, { status: 'AWAY' });
  const { session: later } = await buildVisitor(core, site);
  expect([await ownerOf(session.id), await ownerOf(later.id)]).toEqual([lin.agentId, null]);
  await setStatus(core, lin, { status: 'BUSY' });
  expect(await ownerOf(later.id)).toBe(lin.agentId);
});

test('whatever agents and visitors do at once, no session of a slot that is free waits and none has two owners', async () => {
  const agents = await Promise.all([comeOnline(3), comeOnline(3), comeOnline(3)]);
  const moves = [];
  for (let index = 0; index < 30; index++) {
    moves.push(buildVisitor(core, site));
    const agent = agents[index % 3];
    if (agent && index % 5 === 0)
      moves.push(setStatus(core, agent, { status: index % 2 ? 'AWAY' : 'ONLINE' }));
  }
  await Promise.all(moves);
  for (const agent of agents) await setStatus(core, agent, { status: 'ONLINE' });
  const live = await core.database.prisma.session.findMany({ where: { siteId: site.id, endedAt: null } });
  for (const { agentId } of agents)
    expect(live.filter(({ ownerId }) => ownerId === agentId).length).toBeGreaterThanOrEqual(3);
  const waiting = live.filter(({ ownerId }) => ownerId === null);
  const served = live.filter(({ ownerId }) => ownerId !== null);
  expect(waiting.length + served.length).toBe(30);
});
