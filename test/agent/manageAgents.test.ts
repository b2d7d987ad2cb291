import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest';
import { LoginTakenError, OwnAgentError } from '../../api/agent/agentErrors.ts';
import { rightsTopic, signInTopic } from '../../api/agent/agentEvents.ts';
import { createAgent } from '../../api/agent/createAgent.ts';
import { deactivateAgent } from '../../api/agent/deactivateAgent.ts';
import { reactivateAgent } from '../../api/agent/reactivateAgent.ts';
import { setAgentPassword } from '../../api/agent/setAgentPassword.ts';
import { signIn } from '../../api/agent/signIn.ts';
import { updateAgent } from '../../api/agent/updateAgent.ts';
import type { AgentActor } from '../../api/core/actor.ts';
import { NotAllowedError, NotFoundError } from '../../api/core/errors.ts';
import { LastHolderError, PermissionNotHeldError } from '../../api/role/roleErrors.ts';
import type { Department } from '../../prisma/generated/client/client.ts';
import type { Permission } from '../../prisma/generated/client/enums.ts';
import { buildAgent, buildDepartment } from '../support/build.ts';
import { connection, executeAs } from '../support/executeAs.ts';
import { buildTestCore, type TestCore } from '../support/testCore.ts';

let core: TestCore;
let root: Department;
let group: Department;
let elsewhere: Department;
beforeAll(async () => {
  core = await buildTestCore();
  root = await buildDepartment(core);
  group = await buildDepartment(core, root);
  elsewhere = await buildDepartment(core);
});
afterAll(() => core.close());
// Each test has its own holders of the permissions of which one must stay.
beforeEach(() => core.database.prisma.agent.updateMany({ data: { deactivatedAt: new Date() } }));

const build = (department: Department, ...permissions: Permission[]) =>
  buildAgent(core, department, permissions);
const rowOf = ({ agentId }: AgentActor) =>
  core.database.prisma.agent.findUniqueOrThrow({ where: { id: agentId } });
async function newRole(...permissions: Permission[]): Promise<string> {
  return (await core.database.prisma.role.create({ data: { name: randomUUID(), permissions } })).id;
}
const someone = async (input: Partial<Parameters<typeof createAgent>[2]> = {}) => ({
  login: randomUUID(),
  displayName: '李医助',
  password: 'long enough',
  departmentId: group.id,
  roleId: await newRole(),
  ...input,
});

test('who manages agents makes one, who can sign in at once', async () => {
  const manager = await build(root, 'MANAGE_AGENTS');
  const login = `Li.${randomUUID()}`;
  const agent = await createAgent(core, manager, await someone({ login: ` ${login} ` }));
  expect(agent).toMatchObject({ login: login.toLowerCase(), displayName: '李医助' });
  const signedIn = await signIn(core, { login, password: 'long enough' }, connection);
  expect(signedIn.agent.id).toBe(agent.id);
  const again = createAgent(core, manager, await someone({ login: login.toUpperCase() }));
  await expect(again).rejects.toThrow(LoginTakenError);
});

test.each([
  ['a login with white space', { login: 'li yi' }, 'login', 'MALFORMED'],
  ['no login', { login: ' ' }, 'login', 'REQUIRED'],
  ['no name', { displayName: '' }, 'displayName', 'REQUIRED'],
  ['a password of seven characters', { password: '1234567' }, 'password', 'TOO_SHORT'],
  ['a password of 201 characters', { password: 'x'.repeat(201) }, 'password', 'TOO_LONG'],
  ['the login as password', { login: 'li-yizhu', password: 'Li-YiZhu' }, 'password', 'GUESSABLE'],
])('an agent with %s is refused', async (_what, input, field, rule) => {
  const manager = await build(root, 'MANAGE_AGENTS');
  const count = await core.database.prisma.agent.count();
  const refused = createAgent(core, manager, await someone(input));
  await expect(refused).rejects.toMatchObject({ violations: [{ field, rule }] });
  expect(await core.database.prisma.agent.count()).toBe(count);
});

test('nobody without the permission manages agents', async () => {
  const plain = await build(root, 'MANAGE_ROLES');
  const { agentId } = await build(group);
  await expect(createAgent(core, plain, await someone())).rejects.toThrow(NotAllowedError);
  for (const verb of [updateAgent, deactivateAgent, reactivateAgent])
    await expect(verb(core, plain, { agentId })).rejects.toThrow(NotAllowedError);
  const input = { agentId, password: 'long enough' };
  await expect(setAgentPassword(core, plain, input)).rejects.toThrow(NotAllowedError);
});

test('nobody gives a role that allows more than their own, nor changes an agent who has one', async () => {
  const manager = await build(root, 'MANAGE_AGENTS');
  const roleId = await newRole('SEE_AUDIT');
  await expect(createAgent(core, manager, await someone({ roleId }))).rejects.toThrow(PermissionNotHeldError);
  const { agentId } = await build(group);
  await expect(updateAgent(core, manager, { agentId, roleId })).rejects.toThrow(PermissionNotHeldError);
  const own = { agentId: manager.agentId, roleId };
  await expect(updateAgent(core, manager, own)).rejects.toThrow(PermissionNotHeldError);
  const mightier = await build(group, 'SEE_AUDIT');
  for (const attempt of [
    () => updateAgent(core, manager, { agentId: mightier.agentId, displayName: 'x' }),
    () => setAgentPassword(core, manager, { agentId: mightier.agentId, password: 'long enough' }),
    () => deactivateAgent(core, manager, { agentId: mightier.agentId }),
  ])
    await expect(attempt()).rejects.toThrow(PermissionNotHeldError);
});

test('without seeing the whole organisation, agents are managed in one’s own department and below', async () => {
  const manager = await build(root, 'MANAGE_AGENTS');
  const { agentId } = await build(elsewhere);
  const away = await someone({ departmentId: elsewhere.id });
  await expect(createAgent(core, manager, away)).rejects.toThrow(NotFoundError);
  const strange = await updateAgent(core, manager, { agentId, displayName: 'x' }).catch(
    (error: unknown) => error,
  );
  const unknown = { agentId: randomUUID(), displayName: 'x' };
  expect(strange).toEqual(await updateAgent(core, manager, unknown).catch((error: unknown) => error));
  expect(strange).toBeInstanceOf(NotFoundError);
  const near = await build(group);
  const moving = { agentId: near.agentId, departmentId: elsewhere.id };
  await expect(updateAgent(core, manager, moving)).rejects.toThrow(NotFoundError);
  const chief = await build(root, 'MANAGE_AGENTS', 'SEE_ALL_SESSIONS');
  expect(await updateAgent(core, chief, moving)).toMatchObject({ departmentId: elsewhere.id });
});

test('an agent gets another name, department and role, and is told that rights have changed', async () => {
  const manager = await build(root, 'MANAGE_AGENTS');
  const agent = await build(group);
  const roleId = await newRole('MANAGE_AGENTS');
  const input = { agentId: agent.agentId, displayName: '新名', departmentId: root.id, roleId };
  expect(await updateAgent(core, manager, input)).toMatchObject({
    displayName: '新名',
    departmentId: root.id,
    roleId,
  });
  expect(core.typesOn(rightsTopic(agent.agentId))).toEqual(['RightsChanged']);
  await updateAgent(core, manager, input);
  expect(core.typesOn(rightsTopic(agent.agentId))).toEqual(['RightsChanged']);
});

test('a deactivated agent is signed out everywhere and comes back when reactivated', async () => {
  const manager = await build(root, 'MANAGE_AGENTS');
  const agent = await build(group);
  const { agentId } = agent;
  expect((await deactivateAgent(core, manager, { agentId })).deactivatedAt).not.toBeNull();
  expect(core.typesOn(signInTopic(agent.credential.id))).toEqual(['SignInEnded']);
  expect(await core.database.prisma.signIn.count({ where: { agentId } })).toBe(0);
  expect((await reactivateAgent(core, manager, { agentId })).deactivatedAt).toBeNull();
});

test('nobody deactivates themselves or sets their own password without the old one', async () => {
  const manager = await build(root, 'MANAGE_AGENTS');
  await build(root, 'MANAGE_AGENTS');
  const { agentId } = manager;
  await expect(deactivateAgent(core, manager, { agentId })).rejects.toThrow(OwnAgentError);
  const input = { agentId, password: 'long enough' };
  await expect(setAgentPassword(core, manager, input)).rejects.toThrow(OwnAgentError);
});

test('the last who manages agents or roles keeps that role and stays active', async () => {
  const chief = await build(root, 'MANAGE_AGENTS', 'MANAGE_ROLES');
  const roles = await build(root, 'MANAGE_ROLES');
  const demotion = { agentId: chief.agentId, roleId: await newRole() };
  const refused = await updateAgent(core, chief, demotion).catch((error: unknown) => error);
  expect(refused).toEqual(new LastHolderError('MANAGE_AGENTS'));
  await deactivateAgent(core, chief, { agentId: roles.agentId });
  const second = await build(root, 'MANAGE_AGENTS', 'MANAGE_ROLES');
  const outcomes = await Promise.allSettled([
    deactivateAgent(core, chief, { agentId: second.agentId }),
    deactivateAgent(core, second, { agentId: chief.agentId }),
  ]);
  expect(outcomes.map(({ status }) => status).toSorted()).toEqual(['fulfilled', 'rejected']);
  const stillActive = [await rowOf(chief), await rowOf(second)].filter((one) => !one.deactivatedAt);
  expect(stillActive).toHaveLength(1);
});

interface Names {
  edges: { node: { displayName: string; isActive: boolean; viewerCanChange: boolean } }[];
  totalCount: number;
}
const listed = `query($search: String, $isActive: Boolean) {
  agents(search: $search, isActive: $isActive) { totalCount edges { node { displayName isActive viewerCanChange } } }
}`;

test('agents are found by a part of name or login, active or not, within reach', async () => {
  const manager = await build(root, 'MANAGE_AGENTS');
  const word = randomUUID();
  const near = await createAgent(
    core,
    manager,
    await someone({ displayName: `王${word}`, login: '100%a_b' }),
  );
  const far = await build(elsewhere);
  await core.database.prisma.agent.update({ where: { id: far.agentId }, data: { displayName: `远${word}` } });
  const find = async (variables: object, actor = manager) =>
    (await executeAs<{ agents: Names }>(core, actor, listed, { ...variables })).agents;
  const found = { node: { displayName: near.displayName, isActive: true, viewerCanChange: true } };
  for (const search of [word, word.toUpperCase(), ` ${word}`, '100%A', '_'])
    expect(await find({ search, isActive: true })).toEqual({ totalCount: 1, edges: [found] });
  expect(await find({ search: '%b%a' })).toEqual({ totalCount: 0, edges: [] });
  expect(await find({ search: word, isActive: false })).toEqual({ totalCount: 0, edges: [] });
  const chief = await build(root, 'MANAGE_AGENTS', 'SEE_ALL_SESSIONS');
  expect((await find({ search: word }, chief)).totalCount).toBe(2);
});

test('colleagues are the other active agents of one’s own department and below, by one statement', async () => {
  const [parent, own] = [root, await buildDepartment(core, root)];
  const below = await buildDepartment(core, await buildDepartment(core, own));
  const me = await build(own);
  const colleagues = [await build(own), await build(below)];
  await build(parent);
  const gone = await build(own);
  await core.database.prisma.agent.update({
    where: { id: gone.agentId },
    data: { deactivatedAt: new Date() },
  });
  const before = core.statements.length;
  const answer = await executeAs<{ colleagues: { id: string }[] }>(
    core,
    me,
    '{ colleagues { id displayName } }',
  );
  expect(core.statements.slice(before)).toHaveLength(1);
  const expected = colleagues.map(({ agentId }) => agentId).toSorted();
  expect(answer.colleagues.map(({ id }) => id).toSorted()).toEqual(expected);
});
