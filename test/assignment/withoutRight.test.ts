import { afterAll, beforeAll, expect, test } from 'vitest';
import { setStatus } from '../../api/agent/setStatus.ts';
import { updateAgent } from '../../api/agent/updateAgent.ts';
import { updateRole } from '../../api/role/updateRole.ts';
import { Permission } from '../../prisma/generated/client/enums.ts';
import { buildAgent, buildDepartment, buildSite, buildVisitor } from '../support/build.ts';
import { buildTestCore, type TestCore } from '../support/testCore.ts';

let core: TestCore;
beforeAll(async () => {
  core = await buildTestCore();
});
afterAll(() => core.close());

/** An agent with a session, a colleague who is ONLINE as well, and a chief who does not answer. */
async function buildTeam() {
  const department = await buildDepartment(core);
  const site = await buildSite(core, department);
  const [agent, colleague] = [await buildAgent(core, department), await buildAgent(core, department)];
  const chief = await buildAgent(core, department, Object.values(Permission));
  await setStatus(core, agent, { status: 'ONLINE' });
  const { session } = await buildVisitor(core, site);
  await setStatus(core, colleague, { status: 'ONLINE' });
  const ownerId = async () =>
    (await core.database.prisma.session.findUniqueOrThrow({ where: { id: session.id } })).ownerId;
  expect(await ownerId()).toBe(agent.agentId);
  const row = await core.database.prisma.agent.findUniqueOrThrow({ where: { id: agent.agentId } });
  return { site, agent, colleague, chief, ownerId, roleId: row.roleId };
}

test('whose role does not let them answer any more loses the live sessions to colleagues at once', async () => {
  const { chief, colleague, ownerId, roleId, site, agent } = await buildTeam();
  await updateRole(core, chief, { roleId, permissions: ['SEE_REPORTS'] });
  expect(await ownerId()).toBe(colleague.agentId);
  // Nor is anything new given to them, though they are ONLINE and have nothing to do.
  expect((await buildVisitor(core, site)).session.ownerId).not.toBe(agent.agentId);
});

test('the same holds for another role, and other changes take nothing away', async () => {
  const { agent, chief, colleague, ownerId } = await buildTeam();
  await updateAgent(core, chief, { agentId: agent.agentId, displayName: '林医助' });
  expect(await ownerId()).toBe(agent.agentId);
  const role = await core.database.prisma.role.create({
    data: { name: crypto.randomUUID(), permissions: ['SEE_REPORTS'] },
  });
  await updateAgent(core, chief, { agentId: agent.agentId, roleId: role.id });
  expect(await ownerId()).toBe(colleague.agentId);
});

test('more capacity is used at once by those who wait', async () => {
  const { agent, colleague, chief, site } = await buildTeam();
  for (const { agentId } of [agent, colleague])
    await core.database.prisma.agent.update({ where: { id: agentId }, data: { capacity: 1 } });
  await buildVisitor(core, site);
  const { session } = await buildVisitor(core, site);
  expect(session).toMatchObject({ ownerId: null });
  expect(session.queuedAt).not.toBeNull();
  await updateAgent(core, chief, { agentId: colleague.agentId, capacity: 2 });
  const now = await core.database.prisma.session.findUniqueOrThrow({ where: { id: session.id } });
  expect(now).toMatchObject({ ownerId: colleague.agentId, queuedAt: null });
});
