import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { acceptInvitation, openInvitation } from '../../api/agent/acceptInvitation.ts';
import {
  InvitationExpiredError,
  LoginTakenError,
  OwnAgentError,
  SignInFailedError,
} from '../../api/agent/agentErrors.ts';
import { deactivateAgent } from '../../api/agent/deactivateAgent.ts';
import { inviteAgent } from '../../api/agent/inviteAgent.ts';
import { issueInvitation } from '../../api/agent/issueInvitation.ts';
import { signIn } from '../../api/agent/signIn.ts';
import { withdrawInvitation } from '../../api/agent/withdrawInvitation.ts';
import type { AgentActor } from '../../api/core/actor.ts';
import {
  InvalidInputError,
  NotAllowedError,
  NotFoundError,
  TooManyAttemptsError,
} from '../../api/core/errors.ts';
import { LastHolderError, PermissionNotHeldError } from '../../api/role/roleErrors.ts';
import { updateRole } from '../../api/role/updateRole.ts';
import type { Department } from '../../prisma/generated/client/client.ts';
import type { Permission } from '../../prisma/generated/client/enums.ts';
import { buildAgent, buildDepartment } from '../support/build.ts';
import { connection, executeAs } from '../support/executeAs.ts';
import { buildTestCore, type TestCore } from '../support/testCore.ts';

let core: TestCore;
let department: Department;
let manager: AgentActor;
beforeAll(async () => {
  core = await buildTestCore();
  department = await buildDepartment(core);
  manager = await buildAgent(core, department, ['MANAGE_AGENTS', 'MANAGE_ROLES']);
});
afterAll(() => core.close());

const day = 24 * 60 * 60 * 1000;
const address = () => randomUUID();
async function newRole(...permissions: Permission[]): Promise<string> {
  return (await core.database.prisma.role.create({ data: { name: randomUUID(), permissions } })).id;
}
const invite = async (input: Partial<Parameters<typeof inviteAgent>[2]> = {}) =>
  inviteAgent(core, manager, {
    login: `Zhou.${randomUUID()}`,
    displayName: '周医助',
    departmentId: department.id,
    roleId: await newRole(),
    ...input,
  });
const accept = (token: string, password = 'long enough') =>
  acceptInvitation(core, { token, password }, address());
const enter = (login: string, password: string) => signIn(core, { login, password }, connection);

test('who is invited chooses a password on the link, and signs in with it', async () => {
  const { agent, token } = await invite();
  await expect(enter(agent.login, token)).rejects.toThrow(SignInFailedError);
  expect(await openInvitation(core, { token }, address())).toMatchObject({ agent: { login: agent.login } });
  const accepted = await accept(token);
  expect(accepted.agent).toMatchObject({ id: agent.id, invitedAt: null });
  expect((await enter(agent.login, 'long enough')).agent.id).toBe(agent.id);
});

test('a link is good once, also when two use it at the same moment', async () => {
  const { token } = await invite();
  const tried = await Promise.allSettled([accept(token), accept(token, 'another one')]);
  expect(tried.map(({ status }) => status).toSorted()).toEqual(['fulfilled', 'rejected']);
  await expect(accept(token)).rejects.toThrow(InvitationExpiredError);
  expect(await openInvitation(core, { token }, address())).toBeNull();
});

test('a link is good for seven days, and only the latest one', async () => {
  const { agent, token: first } = await invite();
  const { token: second } = await issueInvitation(core, manager, { agentId: agent.id });
  await expect(accept(first)).rejects.toThrow(InvitationExpiredError);
  core.clock.advance(7 * day - 1);
  expect(await openInvitation(core, { token: second }, address())).not.toBeNull();
  core.clock.advance(1);
  await expect(accept(second)).rejects.toThrow(InvitationExpiredError);
  const { token: third } = await issueInvitation(core, manager, { agentId: agent.id });
  await accept(third);
});

test('a refused password leaves the link good', async () => {
  const { agent, token } = await invite();
  for (const password of ['short', agent.login])
    await expect(accept(token, password)).rejects.toThrow(InvalidInputError);
  await accept(token);
});

test('whoever has forgotten the password gets a link, and the sign-ins end with the new password only', async () => {
  const { agent, token } = await invite();
  await accept(token);
  await enter(agent.login, 'long enough');
  const { token: reset } = await issueInvitation(core, manager, { agentId: agent.id });
  expect(await core.database.prisma.signIn.count({ where: { agentId: agent.id } })).toBe(1);
  await accept(reset, 'something else');
  expect(await core.database.prisma.signIn.count({ where: { agentId: agent.id } })).toBe(0);
  await expect(enter(agent.login, 'long enough')).rejects.toThrow(SignInFailedError);
  await enter(agent.login, 'something else');
});

test('a link that is withdrawn takes an agent who never came with it, and leaves others', async () => {
  const { agent, token } = await invite();
  await withdrawInvitation(core, manager, { agentId: agent.id });
  await expect(accept(token)).rejects.toThrow(InvitationExpiredError);
  expect(await core.database.prisma.agent.count({ where: { id: agent.id } })).toBe(0);
  const again = await invite({ login: agent.login });
  await accept(again.token);
  const { token: reset } = await issueInvitation(core, manager, { agentId: again.agent.id });
  await withdrawInvitation(core, manager, { agentId: again.agent.id });
  await expect(accept(reset)).rejects.toThrow(InvitationExpiredError);
  await enter(agent.login, 'long enough');
  await expect(withdrawInvitation(core, manager, { agentId: again.agent.id })).rejects.toThrow(NotFoundError);
});

test('nobody is invited with a login that is taken, a role that allows more, or out of reach', async () => {
  const { agent } = await invite();
  await expect(invite({ login: agent.login.toUpperCase() })).rejects.toThrow(LoginTakenError);
  await expect(invite({ roleId: await newRole('SEE_AUDIT') })).rejects.toThrow(PermissionNotHeldError);
  const elsewhere = await buildDepartment(core);
  await expect(invite({ departmentId: elsewhere.id })).rejects.toThrow(NotFoundError);
  const mightier = await buildAgent(core, department, ['SEE_AUDIT']);
  const mightierId = { agentId: mightier.agentId };
  await expect(issueInvitation(core, manager, mightierId)).rejects.toThrow(PermissionNotHeldError);
  await expect(issueInvitation(core, manager, { agentId: manager.agentId })).rejects.toThrow(OwnAgentError);
  const plain = await buildAgent(core, department);
  for (const verb of [issueInvitation, withdrawInvitation])
    await expect(verb(core, plain, { agentId: agent.id })).rejects.toThrow(NotAllowedError);
});

test('the link of an agent who is deactivated is good no more', async () => {
  const { agent, token } = await invite();
  await deactivateAgent(core, manager, { agentId: agent.id });
  await expect(accept(token)).rejects.toThrow(InvitationExpiredError);
  await expect(issueInvitation(core, manager, { agentId: agent.id })).rejects.toThrow(NotFoundError);
});

test('who has only been invited does not count as the last one who manages roles', async () => {
  const { roleId } = await core.database.prisma.agent.findUniqueOrThrow({ where: { id: manager.agentId } });
  await invite({ roleId });
  const permissions: Permission[] = ['MANAGE_AGENTS'];
  await expect(updateRole(core, manager, { roleId, permissions })).rejects.toThrow(LastHolderError);
});

test('guessing links is slowed down by address', async () => {
  const from = address();
  const guess = () => openInvitation(core, { token: randomUUID() }, from);
  for (let count = 0; count < 100; count++) await guess();
  await expect(guess()).rejects.toThrow(TooManyAttemptsError);
});

test('a link’s secret stands neither in the database nor in the audit, but in its address behind the #', async () => {
  const source = `mutation ($input: InviteAgentInput!) { inviteAgent(input: $input) {
    ... on InvitationLink { url agent { id state lastSeenAt invitationExpiresAt } } } }`;
  const input = {
    login: randomUUID(),
    displayName: '周',
    departmentId: department.id,
    roleId: await newRole(),
  };
  type Answer = { inviteAgent: { url: string; agent: object } };
  const { inviteAgent: made } = await executeAs<Answer>(core, manager, source, { input });
  const token = made.url.split('/invitation#')[1] ?? '';
  expect(token).toHaveLength(43);
  expect(made.agent).toMatchObject({ state: 'INVITED', lastSeenAt: null });
  const kept = JSON.stringify([
    await core.database.prisma.invitation.findMany(),
    await core.database.prisma.auditEntry.findMany(),
    await core.database.prisma.agent.findMany(),
  ]);
  expect(kept).not.toContain(token);
  await accept(token);
  const entries = await core.database.prisma.auditEntry.findMany({ where: { action: 'acceptInvitation' } });
  expect(entries.at(-1)).toMatchObject({ agentName: '周', targetType: 'Agent' });
});
