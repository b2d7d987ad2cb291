import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest';
import { sweepWaitingSessions } from '../../api/assignment/sweepWaitingSessions.ts';
import type { AgentActor } from '../../api/core/actor.ts';
import { endSession } from '../../api/session/endSession.ts';
import type { Department, Site } from '../../prisma/generated/client/client.ts';
import type { AgentStatus } from '../../prisma/generated/client/enums.ts';
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

async function buildReachable(
  status: AgentStatus,
  capacity: number,
  place = department,
): Promise<AgentActor> {
  const agent = await buildAgent(core, place);
  await core.database.prisma.agent.update({ where: { id: agent.agentId }, data: { status, capacity } });
  return agent;
}
const enter = async () => {
  core.clock.advance(1000);
  return (await buildVisitor(core, site)).session;
};
const fresh = (id: string) => core.database.prisma.session.findUniqueOrThrow({ where: { id } });
const reasonsOf = async (sessionId: string) =>
  (
    await core.database.prisma.assignment.findMany({ where: { sessionId }, orderBy: { decidedAt: 'asc' } })
  ).map(({ reason }) => reason);

test('visitors who enter are spread over the agents who are ONLINE, those of departments below too', async () => {
  const lin = await buildReachable('ONLINE', 5);
  const wang = await buildReachable('ONLINE', 5, await buildDepartment(core, department));
  await buildReachable('AWAY', 5);
  await buildReachable('ONLINE', 5, await buildDepartment(core));
  const owners = [];
  for (let index = 0; index < 6; index++) owners.push((await enter()).ownerId);
  expect(owners.filter((owner) => owner === lin.agentId)).toHaveLength(3);
  expect(owners.filter((owner) => owner === wang.agentId)).toHaveLength(3);
});

test('when all are full visitors wait, and move up in order of arrival the moment a slot frees', async () => {
  const lin = await buildReachable('ONLINE', 1);
  const served = await enter();
  const waiting = [await enter(), await enter()];
  expect(waiting.map(({ ownerId, queuedAt }) => [ownerId, queuedAt !== null])).toEqual([
    [null, true],
    [null, true],
  ]);
  await endSession(core, lin, { sessionId: served.id });
  expect((await fresh(waiting[0]?.id ?? '')).ownerId).toBe(lin.agentId);
  expect((await fresh(waiting[1]?.id ?? '')).ownerId).toBeNull();
  expect(await reasonsOf(waiting[0]?.id ?? '')).toEqual(['QUEUED', 'LEAST_LOADED']);
});

test('a hundred visitors at the same instant: nobody above capacity, everybody else waits', async () => {
  const agents = await Promise.all(Array.from({ length: 5 }, () => buildReachable('ONLINE', 10)));
  await Promise.all(Array.from({ length: 100 }, () => buildVisitor(core, site)));
  const live = await core.database.prisma.session.findMany({ where: { siteId: site.id, endedAt: null } });
  for (const { agentId } of agents)
    expect(live.filter(({ ownerId }) => ownerId === agentId)).toHaveLength(10);
  const queued = live.filter(({ ownerId }) => ownerId === null);
  expect(queued).toHaveLength(50);
  expect(queued.every(({ queuedAt }) => queuedAt !== null)).toBe(true);
});

test('a long queue costs those who arrive no more statements than a short one, and a change that nobody told the queue of is swept up', async () => {
  const arrivals = [];
  for (let index = 0; index < 45; index++) {
    const before = core.statements.length;
    await enter();
    arrivals.push(core.statements.length - before);
  }
  // One more to see that behind a full page nobody of another site waits.
  expect(arrivals.at(-1)).toBeLessThanOrEqual((arrivals[0] ?? 0) + 1);
  const lin = await buildReachable('ONLINE', 30);
  await sweepWaitingSessions(core);
  const live = await core.database.prisma.session.findMany({
    where: { siteId: site.id, endedAt: null },
    orderBy: { startedAt: 'asc' },
  });
  expect(live.map(({ ownerId }) => ownerId === lin.agentId)).toEqual(
    live.map((_session, index) => index < 30),
  );
  expect(live.map(({ queuedAt }) => queuedAt !== null)).toEqual(live.map((_session, index) => index >= 30));
  expect(await reasonsOf(live[44]?.id ?? '')).toEqual(['NOBODY_REACHABLE', 'QUEUED']);
});

test('a decision is kept with its reason and whom it chose from', async () => {
  const lin = await buildReachable('BUSY', 1);
  const session = await enter();
  expect(session.ownerId).toBe(lin.agentId);
  const [decision] = await core.database.prisma.assignment.findMany({ where: { sessionId: session.id } });
  expect(decision).toMatchObject({
    reason: 'FORCED_ON_BUSY',
    agentId: lin.agentId,
    candidates: [{ agentId: lin.agentId, status: 'BUSY', liveCount: 0, capacity: 1 }],
  });
});
