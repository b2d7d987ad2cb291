import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest';
import { rightsTopic } from '../../api/agent/agentEvents.ts';
import type { AgentActor } from '../../api/core/actor.ts';
import {
  InvalidInputError,
  NotAllowedError,
  NotFoundError,
  NotSignedInError,
} from '../../api/core/errors.ts';
import { createRole } from '../../api/role/createRole.ts';
import { deleteRole } from '../../api/role/deleteRole.ts';
import {
  LastHolderError,
  PermissionNotHeldError,
  RoleInUseError,
  RoleNameTakenError,
  ShippedRoleError,
} from '../../api/role/roleErrors.ts';
import { updateRole } from '../../api/role/updateRole.ts';
import type { Department } from '../../prisma/generated/client/client.ts';
import type { Permission } from '../../prisma/generated/client/enums.ts';
import { buildAgent, buildDepartment } from '../support/build.ts';
import { buildTestCore, type TestCore } from '../support/testCore.ts';

let core: TestCore;
let department: Department;
beforeAll(async () => {
  core = await buildTestCore();
  department = await buildDepartment(core);
});
afterAll(() => core.close());
// Each test has its own holders of the permissions of which one must stay.
beforeEach(() => core.database.prisma.agent.updateMany({ data: { deactivatedAt: new Date() } }));

const build = (...permissions: Permission[]) => buildAgent(core, department, permissions);
const newRole = (maker: AgentActor, permissions: Permission[] = []) =>
  createRole(core, maker, { name: randomUUID(), permissions });
const roleOf = async ({ agentId }: AgentActor) =>
  (await core.database.prisma.agent.findUniqueOrThrow({ where: { id: agentId } })).roleId;

test('who manages roles makes one with permissions of their own, each kept once', async () => {
  const maker = await build('MANAGE_ROLES', 'SEE_AUDIT');
  const name = `  ${randomUUID()} `;
  const role = await createRole(core, maker, {
    name,
    permissions: ['SEE_AUDIT', 'MANAGE_ROLES', 'SEE_AUDIT'],
  });
  expect(role).toMatchObject({
    name: name.trim(),
    isShipped: false,
    permissions: ['MANAGE_ROLES', 'SEE_AUDIT'],
  });
});

test('nobody without the permission makes, changes or deletes a role, nor with one that was taken away meanwhile', async () => {
  const maker = await build('MANAGE_ROLES');
  const role = await newRole(maker);
  const stranger = await build('MANAGE_AGENTS');
  const stale: AgentActor = { ...stranger, permissions: new Set(['MANAGE_ROLES']) };
  for (const actor of [stranger, stale]) {
    await expect(newRole(actor)).rejects.toThrow(NotAllowedError);
    await expect(updateRole(core, actor, { roleId: role.id, name: 'x' })).rejects.toThrow(NotAllowedError);
    await expect(deleteRole(core, actor, { roleId: role.id })).rejects.toThrow(NotAllowedError);
  }
  await core.database.prisma.signIn.delete({ where: { id: maker.credential.id } });
  await expect(newRole(maker)).rejects.toThrow(NotSignedInError);
});

test('nobody gives a permission that they do not have, nor touches a role that has one', async () => {
  const maker = await build('MANAGE_ROLES');
  await expect(newRole(maker, ['SEE_ALL_SESSIONS'])).rejects.toThrow(PermissionNotHeldError);
  const own = await newRole(maker);
  const rising = updateRole(core, maker, { roleId: own.id, permissions: ['MANAGE_ROLES', 'SEE_AUDIT'] });
  await expect(rising).rejects.toMatchObject({ code: 'PERMISSION_NOT_HELD', permissions: ['SEE_AUDIT'] });
  const mightier = await newRole(await build('MANAGE_ROLES', 'SEE_AUDIT'), ['SEE_AUDIT']);
  const change = { roleId: mightier.id, permissions: [] };
  await expect(updateRole(core, maker, change)).rejects.toThrow(PermissionNotHeldError);
  await expect(deleteRole(core, maker, { roleId: mightier.id })).rejects.toThrow(PermissionNotHeldError);
  expect(await core.database.prisma.role.findUnique({ where: { id: mightier.id } })).toEqual(mightier);
});

test('no two roles have one name, also when both are made at once', async () => {
  const maker = await build('MANAGE_ROLES');
  const name = randomUUID();
  const made = await Promise.allSettled(
    [1, 2, 3].map(() => createRole(core, maker, { name, permissions: [] })),
  );
  expect(made.map(({ status }) => status).toSorted()).toEqual(['fulfilled', 'rejected', 'rejected']);
  const role = await newRole(maker);
  await expect(updateRole(core, maker, { roleId: role.id, name })).rejects.toThrow(RoleNameTakenError);
  expect(await updateRole(core, maker, { roleId: role.id, name: role.name })).toMatchObject({
    name: role.name,
  });
});

test('a role without a name, with one that is too long, or with an unknown id is refused', async () => {
  const maker = await build('MANAGE_ROLES');
  for (const name of ['', '  ', 'x'.repeat(101), 'a\0b'])
    await expect(createRole(core, maker, { name, permissions: [] })).rejects.toThrow(InvalidInputError);
  await expect(updateRole(core, maker, { roleId: randomUUID() })).rejects.toThrow(NotFoundError);
  await expect(deleteRole(core, maker, { roleId: 'x' })).rejects.toThrow(InvalidInputError);
});

test('a shipped role can be renamed and changed, but not deleted', async () => {
  const maker = await build('MANAGE_ROLES', 'SEE_AUDIT');
  const { id: roleId } = await newRole(maker);
  await core.database.prisma.role.update({ where: { id: roleId }, data: { isShipped: true } });
  const name = randomUUID();
  expect(await updateRole(core, maker, { roleId, name, permissions: ['SEE_AUDIT'] })).toMatchObject({
    name,
    isShipped: true,
    permissions: ['SEE_AUDIT'],
  });
  await expect(deleteRole(core, maker, { roleId })).rejects.toThrow(ShippedRoleError);
});

test('a role that agents have cannot be deleted, one that nobody has can', async () => {
  const maker = await build('MANAGE_ROLES');
  const colleague = await build();
  const roleId = await roleOf(colleague);
  await expect(deleteRole(core, maker, { roleId })).rejects.toMatchObject({ agentsCount: 1 });
  await expect(deleteRole(core, maker, { roleId })).rejects.toThrow(RoleInUseError);
  const free = await newRole(maker);
  expect(await deleteRole(core, maker, { roleId: free.id })).toBe(free.id);
  expect(await core.database.prisma.role.findUnique({ where: { id: free.id } })).toBeNull();
});

test('the last who manage roles keep the permission, also when two give it up at once', async () => {
  const [first, second] = [await build('MANAGE_ROLES'), await build('MANAGE_ROLES')];
  const giveUp = async (actor: AgentActor) =>
    updateRole(core, actor, { roleId: await roleOf(actor), permissions: [] });
  const outcomes = await Promise.allSettled([giveUp(first), giveUp(second)]);
  const refused = outcomes.filter((one) => one.status === 'rejected');
  expect(refused.map(({ reason }) => reason as unknown)).toEqual([new LastHolderError('MANAGE_ROLES')]);
  const holders = { deactivatedAt: null, role: { permissions: { has: 'MANAGE_ROLES' as const } } };
  expect(await core.database.prisma.agent.count({ where: holders })).toBe(1);
});

test('a change of what a role allows is told to those who have it, a new name to nobody', async () => {
  const maker = await build('MANAGE_ROLES', 'SEE_AUDIT');
  const colleague = await build();
  const roleId = await roleOf(colleague);
  await updateRole(core, maker, { roleId, name: randomUUID() });
  expect(core.typesOn(rightsTopic(colleague.agentId))).toEqual([]);
  await updateRole(core, maker, { roleId, permissions: ['SEE_AUDIT'] });
  expect(core.typesOn(rightsTopic(colleague.agentId))).toEqual(['RightsChanged']);
  expect(core.typesOn(rightsTopic(maker.agentId))).toEqual([]);
});
