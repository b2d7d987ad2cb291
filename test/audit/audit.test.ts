import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { changePassword } from '../../api/agent/changePassword.ts';
import { createAgent } from '../../api/agent/createAgent.ts';
import { deactivateAgent } from '../../api/agent/deactivateAgent.ts';
import { reactivateAgent } from '../../api/agent/reactivateAgent.ts';
import { hashPassword } from '../../api/agent/password.ts';
import { setAgentPassword } from '../../api/agent/setAgentPassword.ts';
import { updateAgent } from '../../api/agent/updateAgent.ts';
import { recordAudit } from '../../api/audit/recordAudit.ts';
import type { Actor, AgentActor } from '../../api/core/actor.ts';
import { inTransaction } from '../../api/core/transaction.ts';
import { createDepartment } from '../../api/department/createDepartment.ts';
import { deleteDepartment } from '../../api/department/deleteDepartment.ts';
import { moveDepartment } from '../../api/department/moveDepartment.ts';
import { renameDepartment } from '../../api/department/renameDepartment.ts';
import { createRole } from '../../api/role/createRole.ts';
import { deleteRole } from '../../api/role/deleteRole.ts';
import { updateRole } from '../../api/role/updateRole.ts';
import { endSession } from '../../api/session/endSession.ts';
import type { Department } from '../../prisma/generated/client/client.ts';
import { Permission } from '../../prisma/generated/client/enums.ts';
import { buildAgent, buildDepartment, buildSite, buildVisitor } from '../support/build.ts';
import { executeAs } from '../support/executeAs.ts';
import { buildTestCore, type TestCore } from '../support/testCore.ts';

let core: TestCore;
let department: Department;
let chief: AgentActor;
beforeAll(async () => {
  core = await buildTestCore({ ENTRIES_PER_MINUTE: '1000' });
  department = await buildDepartment(core);
  chief = await buildAgent(core, department, Object.values(Permission));
});
afterAll(() => core.close());

interface Entry {
  id: string;
  action: string;
  agentId: string | null;
  agentName: string;
  targetType: string;
  targetId: string;
  at: string;
  changes: { field: string; before: string; after: string }[];
}
const source = `query($filter: AuditFilterInput, $first: Int, $after: String) {
  auditEntries(filter: $filter, first: $first, after: $after) {
    edges { cursor node { id action agentId agentName targetType targetId at changes { field before after } } }
    pageInfo { hasNextPage endCursor }
  }
}`;
interface Page {
  auditEntries: { edges: { node: Entry }[]; pageInfo: { hasNextPage: boolean; endCursor: string } };
}
async function entries(filter: object = {}, actor: Actor = chief): Promise<Entry[]> {
  const { auditEntries } = await executeAs<Page>(core, actor, source, { filter, first: 200 });
  return auditEntries.edges.map(({ node }) => node);
}
const actionsOn = async (targetId: string) =>
  (await entries({ targetId })).map(({ action }) => action).toReversed();

test('every change of roles, departments, agents and sessions leaves an entry of who did it', async () => {
  const role = await createRole(core, chief, { name: randomUUID(), permissions: [] });
  await updateRole(core, chief, { roleId: role.id, permissions: ['SEE_AUDIT'] });
  await deleteRole(core, chief, { roleId: role.id });
  expect(await actionsOn(role.id)).toEqual(['createRole', 'updateRole', 'deleteRole']);

  const { id: departmentId } = await createDepartment(core, chief, { name: 'One', parentId: department.id });
  await renameDepartment(core, chief, { departmentId, name: 'Two' });
  await moveDepartment(core, chief, { departmentId, parentId: null });
  await deleteDepartment(core, chief, { departmentId });
  const departmentActions = ['createDepartment', 'renameDepartment', 'moveDepartment', 'deleteDepartment'];
  expect(await actionsOn(departmentId)).toEqual(departmentActions);

  const roleOf = await createRole(core, chief, { name: randomUUID(), permissions: [] });
  const fields = { login: randomUUID(), displayName: '李', departmentId: department.id, roleId: roleOf.id };
  const agent = await createAgent(core, chief, { ...fields, password: 'first password' });
  const input = { agentId: agent.id };
  await updateAgent(core, chief, { ...input, displayName: '黎' });
  await setAgentPassword(core, chief, { ...input, password: 'second password' });
  await deactivateAgent(core, chief, input);
  await reactivateAgent(core, chief, input);
  const agentActions = [
    'createAgent',
    'updateAgent',
    'setAgentPassword',
    'deactivateAgent',
    'reactivateAgent',
  ];
  expect(await actionsOn(agent.id)).toEqual(agentActions);

  const { session } = await buildVisitor(core, await buildSite(core, department));
  await endSession(core, chief, { sessionId: session.id });
  expect(await entries({ targetId: session.id })).toMatchObject([
    { action: 'endSession', agentId: chief.agentId, agentName: chief.displayName, targetType: 'Session' },
  ]);
});

test('an entry says what changed, from what to what', async () => {
  const role = await createRole(core, chief, { name: randomUUID(), permissions: ['SEE_AUDIT'] });
  const name = randomUUID();
  await updateRole(core, chief, { roleId: role.id, name, permissions: ['SEE_AUDIT'] });
  const [entry] = await entries({ targetId: role.id, action: 'updateRole' });
  expect(entry?.changes).toEqual([
    { field: 'name', before: JSON.stringify(role.name), after: JSON.stringify(name) },
  ]);
});

test('what changes nothing, and what is refused, leaves no entry', async () => {
  const { id: roleId, name } = await createRole(core, chief, { name: randomUUID(), permissions: [] });
  await updateRole(core, chief, { roleId, name });
  const taken = await createRole(core, chief, { name: randomUUID(), permissions: [] });
  await expect(updateRole(core, chief, { roleId, name: taken.name })).rejects.toThrow();
  expect(await actionsOn(roleId)).toEqual(['createRole']);
  const failed = inTransaction(core, async (transaction) => {
    await recordAudit(transaction, chief, 'updateRole', { type: 'Role', id: roleId });
    throw new Error('rolled back');
  });
  await expect(failed).rejects.toThrow('rolled back');
  expect(await actionsOn(roleId)).toEqual(['createRole']);
});

test('no password and nothing made from one is kept', async () => {
  const agent = await buildAgent(core, department);
  await core.database.prisma.agent.update({
    where: { id: agent.agentId },
    data: { passwordHash: await hashPassword('old password') },
  });
  await changePassword(core, agent, { oldPassword: 'old password', newPassword: 'new password' });
  await setAgentPassword(core, chief, { agentId: agent.agentId, password: 'newest password' });
  expect(await actionsOn(agent.agentId)).toEqual(['changePassword', 'setAgentPassword']);
  const kept = JSON.stringify(await core.database.prisma.auditEntry.findMany());
  expect(kept).not.toMatch(/argon2|(old|new|newest|first|second) password"/);
});

test('entries are read newest first, page by page, by agent, action, target and time', async () => {
  const editor = await buildAgent(core, department, ['MANAGE_ROLES']);
  const roles = [];
  for (let index = 0; index < 5; index++)
    roles.push(await createRole(core, editor, { name: randomUUID(), permissions: [] }));
  const ids = roles.map(({ id }) => id).toReversed();
  const own = await entries({ agentId: editor.agentId, action: 'createRole', targetType: 'Role' });
  expect(own.map(({ targetId }) => targetId)).toEqual(ids);
  const paged: string[] = [];
  for (let after: string | undefined; ;) {
    const variables = { filter: { agentId: editor.agentId }, first: 2, after };
    const { auditEntries } = await executeAs<Page>(core, chief, source, variables);
    paged.push(...auditEntries.edges.map(({ node }) => node.targetId));
    if (!auditEntries.pageInfo.hasNextPage) break;
    after = auditEntries.pageInfo.endCursor;
  }
  expect(paged).toEqual(ids);
  const at = own[2]?.at;
  const since = await entries({ agentId: editor.agentId, from: at });
  const before = await entries({ agentId: editor.agentId, to: at });
  expect(since.map(({ targetId }) => targetId)).toContain(own[2]?.targetId);
  expect(before.map(({ targetId }) => targetId)).not.toContain(own[2]?.targetId);
  expect(since.length + before.length).toBe(5);
  expect(await entries({ agentId: randomUUID() })).toEqual([]);
  await expect(entries({ agentId: 'x' })).rejects.toThrow('MALFORMED');
});

test('only who may see the audit reads it', async () => {
  const supervisor = await buildAgent(core, department, ['SEE_DEPARTMENT_SESSIONS', 'MANAGE_ROLES']);
  await expect(entries({}, supervisor)).rejects.toThrow('not allowed');
});

test('the database itself refuses to change or delete entries, except those too old to be kept', async () => {
  const { id } = await createRole(core, chief, { name: randomUUID(), permissions: [] });
  const { prisma } = core.database;
  const where = { targetId: id };
  await expect(prisma.auditEntry.updateMany({ where, data: { action: 'nothing' } })).rejects.toThrow();
  await expect(prisma.auditEntry.deleteMany({ where })).rejects.toThrow('only ever added');
  await expect(prisma.$executeRaw`TRUNCATE "AuditEntry"`).rejects.toThrow();
  expect(await actionsOn(id)).toEqual(['createRole']);
  await prisma.$transaction(async (transaction) => {
    await transaction.$executeRaw`SET LOCAL dukou.audit_retention = 'on'`;
    await transaction.auditEntry.deleteMany({ where });
  });
  expect(await actionsOn(id)).toEqual([]);
});
