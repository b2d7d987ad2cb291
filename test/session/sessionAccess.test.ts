import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { departmentIdsBelow } from '../../api/department/departmentAccess.ts';
import { anonymous, isForSite } from '../../api/core/actor.ts';
import { NotFoundError } from '../../api/core/errors.ts';
import { agentsSeeing, getSessionFor, seesAsOwn, visibleSessions } from '../../api/session/sessionAccess.ts';
import { visibleSessionsSql } from '../../api/session/visibleSessionsSql.ts';
import { sessionListTopics, topicsOfPlacement } from '../../api/session/sessionEvents.ts';
import type { Department } from '../../prisma/generated/client/client.ts';
import { buildAgent, buildDepartment, buildProgram, buildSite, buildVisitor } from '../support/build.ts';
import { buildTestCore, type TestCore } from '../support/testCore.ts';

let core: TestCore;
beforeAll(async () => {
  core = await buildTestCore();
});
afterAll(() => core.close());

/** A tree of departments, agents of every kind of role in each, and sessions of every owner and none. */
async function buildOrganisation() {
  const root = await buildDepartment(core);
  const consulting = await buildDepartment(core, root);
  const group = await buildDepartment(core, consulting);
  const elsewhere = await buildDepartment(core, root);
  const departments: Department[] = [root, consulting, group, elsewhere];
  const agents = [];
  for (const department of departments) {
    agents.push(await buildAgent(core, department));
    agents.push(await buildAgent(core, department, ['SEE_DEPARTMENT_SESSIONS']));
  }
  agents.push(await buildAgent(core, consulting, ['SEE_ALL_SESSIONS']));
  const { visitor } = await buildVisitor(core, await buildSite(core, root));
  const sites = [visitor.siteId, (await buildSite(core, root)).id];
  await core.database.prisma.session.deleteMany();
  for (const department of departments) {
    for (const owner of [null, ...agents]) {
      const placement = { departmentId: department.id, ownerId: owner?.agentId ?? null };
      await core.database.prisma.session.createMany({
        data: sites.map((siteId) => ({
          id: randomUUID(),
          visitorId: visitor.visitorId,
          siteId,
          ...placement,
        })),
      });
    }
  }
  return { agents, sites };
}

test('an agent, or a program for one site, hears of exactly the live sessions that the lists show', async () => {
  const { agents, sites } = await buildOrganisation();
  const programs = [];
  for (const agent of agents)
    for (const siteId of [null, ...sites])
      programs.push((await buildProgram(core, agent, { siteId })).program);
  const sessions = await core.database.prisma.session.findMany();
  for (const agent of [...agents, ...programs]) {
    const listed = await core.database.prisma.session.findMany({
      where: visibleSessions(agent),
      select: { id: true, siteId: true },
    });
    const topics = new Set(sessionListTopics(agent, await departmentIdsBelow(core, agent.departmentPath)));
    const heard = sessions.filter(
      (session) =>
        topicsOfPlacement(session).some((topic) => topics.has(topic)) && isForSite(agent, session.siteId),
    );
    const counted = await core.database.prisma.$queryRaw<{ id: string }[]>`
      SELECT "id" FROM "Session" WHERE ${visibleSessionsSql(agent)}`;
    const ids = listed.map(({ id }) => id).toSorted();
    expect(heard.map(({ id }) => id).toSorted()).toEqual(ids);
    expect(counted.map(({ id }) => id).toSorted()).toEqual(ids);
    const own = sessions.filter((session) => seesAsOwn(agent, session));
    expect(own.map(({ id }) => id).filter((one) => !ids.includes(one))).toEqual([]);
    expect(own.every(({ ownerId }) => ownerId === agent.agentId)).toBe(true);
    for (const { siteId } of listed) expect([null, siteId]).toContain(agent.siteId);
    expect(listed.length).toBeGreaterThan(0);
  }
});

test('the agents who see a session are exactly those who find it among theirs', async () => {
  const { agents } = await buildOrganisation();
  const { prisma } = core.database;
  const sessions = await prisma.session.findMany();
  const agentIds = agents.map(({ agentId }) => agentId);
  for (const session of [...sessions, ...sessions.map((one) => ({ ...one, endedAt: new Date() }))]) {
    if (session.endedAt)
      await prisma.session.update({ where: { id: session.id }, data: { endedAt: session.endedAt } });
    const found = await Promise.all(
      agents.map((agent) =>
        prisma.session.count({ where: { AND: [{ id: session.id }, visibleSessions(agent)] } }),
      ),
    );
    const seeing = await prisma.agent.findMany({
      where: { AND: [{ id: { in: agentIds } }, await agentsSeeing(prisma, session)] },
    });
    expect(new Set(seeing.map(({ id }) => id))).toEqual(new Set(agentIds.filter((_, index) => found[index])));
  }
});

test('whoever asks for sessions at the same moment is given theirs, in one statement, and nobody else’s', async () => {
  const site = await buildSite(core, await buildDepartment(core));
  const { visitor, session } = await buildVisitor(core, site);
  const { visitor: other, session: others } = await buildVisitor(core, site);
  const before = core.statements.length;
  const asked = await Promise.allSettled([
    getSessionFor(core, visitor, session.id),
    getSessionFor(core, other, others.id),
    getSessionFor(core, other, session.id),
    getSessionFor(core, visitor, session.id.toUpperCase()),
  ]);
  expect(core.statements.length - before).toBe(1);
  expect(asked.map((one) => (one.status === 'fulfilled' ? one.value.id : 'none'))).toEqual([
    session.id,
    others.id,
    'none',
    session.id,
  ]);
});

test('somebody who did not say who they are sees no session, whichever way it is asked for', async () => {
  const { sites } = await buildOrganisation();
  const { id } = await core.database.prisma.session.findFirstOrThrow({ where: { siteId: sites[0] ?? '' } });
  expect(await core.database.prisma.session.count({ where: visibleSessions(anonymous) })).toBe(0);
  await expect(getSessionFor(core, anonymous, id)).rejects.toThrow(NotFoundError);
  await expect(getSessionFor(core, anonymous, id, core.database.prisma)).rejects.toThrow(NotFoundError);
});
