import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { departmentIdsBelow } from '../../api/department/departmentAccess.ts';
import { visibleSessions } from '../../api/session/sessionAccess.ts';
import { sessionListTopics, topicsOfPlacement } from '../../api/session/sessionEvents.ts';
import type { Department } from '../../prisma/generated/client/client.ts';
import { buildAgent, buildDepartment, buildSite, buildVisitor } from '../support/build.ts';
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
  await core.database.prisma.session.deleteMany();
  for (const department of departments) {
    for (const owner of [null, ...agents]) {
      await core.database.prisma.session.create({
        data: {
          id: randomUUID(),
          visitorId: visitor.visitorId,
          siteId: visitor.siteId,
          departmentId: department.id,
          ownerId: owner?.agentId ?? null,
        },
      });
    }
  }
  return { agents, visitor };
}

test('an agent hears of exactly the live sessions that the lists show', async () => {
  const { agents } = await buildOrganisation();
  const sessions = await core.database.prisma.session.findMany();
  for (const agent of agents) {
    const listed = await core.database.prisma.session.findMany({
      where: visibleSessions(agent),
      select: { id: true },
    });
    const topics = new Set(sessionListTopics(agent, await departmentIdsBelow(core, agent.departmentPath)));
    const heard = sessions.filter((session) => topicsOfPlacement(session).some((topic) => topics.has(topic)));
    expect(heard.map(({ id }) => id).toSorted()).toEqual(listed.map(({ id }) => id).toSorted());
    expect(listed.length).toBeGreaterThan(0);
  }
});
