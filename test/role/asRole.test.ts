import { afterAll, beforeAll, expect, test } from 'vitest';
import { authenticateAgent, currentActor } from '../../api/agent/authenticateAgent.ts';
import { authenticateApiToken } from '../../api/apiToken/authenticateApiToken.ts';
import type { AgentActor } from '../../api/core/actor.ts';
import { NotAllowedError } from '../../api/core/errors.ts';
import { hashSecret, newSecret } from '../../api/core/secret.ts';
import { createRole } from '../../api/role/createRole.ts';
import type { Department } from '../../prisma/generated/client/client.ts';
import type { Permission } from '../../prisma/generated/client/enums.ts';
import { buildAgent, buildDepartment, buildProgram } from '../support/build.ts';
import { executeAs } from '../support/executeAs.ts';
import { buildTestCore, type TestCore } from '../support/testCore.ts';

let core: TestCore;
let department: Department;
let admin: AgentActor;
let token: string;
beforeAll(async () => {
  core = await buildTestCore();
  department = await buildDepartment(core);
  admin = await buildAgent(core, department, ['MANAGE_ROLES', 'MANAGE_TAGS', 'SEE_AUDIT']);
  token = newSecret();
  await core.database.prisma.signIn.update({
    where: { id: admin.credential.id },
    data: { tokenHash: hashSecret(token) },
  });
});
afterAll(() => core.close());

const newRole = (...permissions: Permission[]) =>
  core.database.prisma.role.create({ data: { name: newSecret(), permissions } });
async function enterAs(roleId: string): Promise<AgentActor> {
  const actor = await authenticateAgent(core, token, roleId);
  if (!actor) throw new Error('the sign-in is over');
  return actor;
}

test('who looks as a role may do what both it and the own role allow, and never more', async () => {
  const { id } = await newRole('MANAGE_TAGS', 'MANAGE_SITES');
  expect([...(await enterAs(id)).permissions]).toEqual(['MANAGE_TAGS']);
  const all = await authenticateAgent(core, token);
  expect(all?.permissions.has('SEE_AUDIT')).toBe(true);
});

test('a role that is not there allows nothing', async () => {
  for (const id of ['0198d7c0-0000-7000-8000-000000000000', 'x'])
    expect(
      await executeAs(core, await enterAs(id), '{ currentRights { permissions viewedRoleName } }'),
    ).toEqual({
      currentRights: { permissions: [], viewedRoleName: null },
    });
});

test('the rights stay narrow where they are read anew, as before a change and in streams', async () => {
  const { id } = await newRole('MANAGE_TAGS');
  const narrow = await enterAs(id);
  expect([...((await currentActor(core, narrow)) as AgentActor).permissions]).toEqual(['MANAGE_TAGS']);
  const attempt = createRole(core, narrow, { name: newSecret(), permissions: [] });
  await expect(attempt).rejects.toThrow(NotAllowedError);
});

test('a program that looks as a role is narrowed like its agent, and stays so where its rights are read anew', async () => {
  const scopes: Permission[] = ['MANAGE_TAGS', 'SEE_AUDIT'];
  const { secret } = await buildProgram(core, admin, { scopes });
  const { id } = await newRole('MANAGE_TAGS', 'MANAGE_ROLES');
  const narrow = await authenticateApiToken(core, secret, id);
  expect([...(narrow?.permissions ?? [])]).toEqual(['MANAGE_TAGS']);
  expect([...((await currentActor(core, narrow as AgentActor)) as AgentActor).permissions]).toEqual([
    'MANAGE_TAGS',
  ]);
  expect((await authenticateApiToken(core, secret, 'x'))?.permissions.size).toBe(0);
  expect([...((await authenticateApiToken(core, secret)) as AgentActor).permissions]).toEqual(scopes);
});

test('a console learns as which role it looks, and what may be done', async () => {
  const { id, name } = await newRole('SEE_AUDIT', 'MANAGE_TAGS');
  const source = '{ currentRights { permissions viewedRoleName } }';
  expect(await executeAs(core, await enterAs(id), source)).toEqual({
    currentRights: { permissions: ['MANAGE_TAGS', 'SEE_AUDIT'], viewedRoleName: name },
  });
  expect(await executeAs(core, admin, source)).toMatchObject({ currentRights: { viewedRoleName: null } });
});
