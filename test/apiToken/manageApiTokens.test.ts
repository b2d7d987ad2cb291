import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { rightsTopic } from '../../api/agent/agentEvents.ts';
import { currentActor } from '../../api/agent/authenticateAgent.ts';
import { deactivateAgent } from '../../api/agent/deactivateAgent.ts';
import { apiTokenTopic } from '../../api/apiToken/apiTokenEvents.ts';
import { authenticateApiToken } from '../../api/apiToken/authenticateApiToken.ts';
import { createApiToken } from '../../api/apiToken/createApiToken.ts';
import { noteTokenUse } from '../../api/apiToken/noteTokenUse.ts';
import { renameApiToken } from '../../api/apiToken/renameApiToken.ts';
import { revokeApiToken } from '../../api/apiToken/revokeApiToken.ts';
import type { AgentActor } from '../../api/core/actor.ts';
import { NotAllowedError, NotFoundError } from '../../api/core/errors.ts';
import { PermissionNotHeldError } from '../../api/role/roleErrors.ts';
import { updateRole } from '../../api/role/updateRole.ts';
import { Permission } from '../../prisma/generated/client/enums.ts';
import { buildAgent, buildDepartment, buildProgram, buildSite } from '../support/build.ts';
import { executeAs } from '../support/executeAs.ts';
import { buildTestCore, type TestCore } from '../support/testCore.ts';

let core: TestCore;
beforeAll(async () => {
  core = await buildTestCore();
});
afterAll(() => core.close());

const everything = Object.values(Permission);
const day = 24 * 60 * 60 * 1000;
const inDays = (days: number) => new Date(core.clock.now().getTime() + days * day);

async function buildPeople() {
  const department = await buildDepartment(core);
  const maker = await buildAgent(core, department, ['MANAGE_API_TOKENS', 'SEE_DEPARTMENT_SESSIONS']);
  const chief = await buildAgent(core, department, everything);
  return { department, maker, chief };
}
const permissionsOf = (actor: AgentActor | undefined) => actor && [...actor.permissions].toSorted();
const roleIdOf = async ({ agentId }: AgentActor) =>
  (await core.database.prisma.agent.findUniqueOrThrow({ where: { id: agentId } })).roleId;

test('a token is shown once and kept as a hash; it acts for its maker with the scopes given', async () => {
  const { maker } = await buildPeople();
  const input = { name: ' CRM ', scopes: ['SEE_OWN_SESSIONS' as const], expiresAt: inDays(30) };
  const { apiToken, secret } = await createApiToken(core, maker, input);
  expect(secret).toMatch(/^dk_[\w-]{43}$/);
  expect(apiToken).toMatchObject({ name: 'CRM', agentId: maker.agentId, siteId: null, isReadOnly: false });
  expect(secret.startsWith(apiToken.prefix)).toBe(true);
  const audit = await core.database.prisma.auditEntry.findMany({ where: { targetId: apiToken.id } });
  expect(JSON.stringify([apiToken, audit])).not.toContain(secret.slice(9));
  expect(JSON.stringify(audit)).not.toContain(apiToken.tokenHash);
  const program = await authenticateApiToken(core, secret);
  expect(program).toMatchObject({ agentId: maker.agentId, credential: { kind: 'token', id: apiToken.id } });
  expect(permissionsOf(program)).toEqual(['SEE_OWN_SESSIONS']);
  expect(await authenticateApiToken(core, `${secret.slice(0, -1)}-`)).toBeUndefined();
});

test('at every moment a token allows what both its scopes and the agent’s role allow, and nothing more', async () => {
  const { department, chief } = await buildPeople();
  const agent = await buildAgent(core, department, ['EDIT_VISITORS']);
  const { program } = await buildProgram(core, agent, { scopes: ['EDIT_VISITORS', 'BLOCK_VISITORS'] });
  expect(permissionsOf(program)).toEqual(['EDIT_VISITORS']);
  const roleId = await roleIdOf(agent);
  await updateRole(core, chief, { roleId, permissions: ['BLOCK_VISITORS', 'MANAGE_TAGS'] });
  expect(permissionsOf(await currentActor(core, program))).toEqual(['BLOCK_VISITORS']);
  await deactivateAgent(core, chief, { agentId: agent.agentId });
  expect(await currentActor(core, program)).toBeUndefined();
  expect(core.typesOn(rightsTopic(agent.agentId))).toContain('RightsChanged');
});

test.each([
  ['no name', { name: ' ' }, 'name', 'REQUIRED'],
  ['a name of 101 characters', { name: '长'.repeat(101) }, 'name', 'TOO_LONG'],
  ['an end in the past', { expiresAt: new Date(0) }, 'expiresAt', 'OUT_OF_RANGE'],
  [
    'a site and a scope of the whole organisation',
    { siteId: randomUUID(), scopes: ['MANAGE_AGENTS' as const] },
    'scopes',
    'OUT_OF_RANGE',
  ],
])('a token with %s is refused', async (_what, input, field, rule) => {
  const { chief } = await buildPeople();
  const refused = createApiToken(core, chief, { name: 'x', scopes: [], ...input });
  await expect(refused).rejects.toMatchObject({ violations: [{ field, rule }] });
});

test('nobody makes a token that allows more than they may, nor without the permission', async () => {
  const { department, maker } = await buildPeople();
  const more = createApiToken(core, maker, { name: 'x', scopes: ['MANAGE_AGENTS'] });
  await expect(more).rejects.toThrow(PermissionNotHeldError);
  const plain = await buildAgent(core, department, ['MANAGE_AGENTS']);
  await expect(createApiToken(core, plain, { name: 'x', scopes: [] })).rejects.toThrow(NotAllowedError);
  const { apiTokenId } = await buildProgram(core, maker);
  await expect(revokeApiToken(core, plain, { apiTokenId })).rejects.toThrow(NotAllowedError);
  await expect(renameApiToken(core, plain, { apiTokenId, name: 'x' })).rejects.toThrow(NotAllowedError);
});

test('for another agent a token is made by who sees what that agent sees', async () => {
  const { department, maker, chief } = await buildPeople();
  const colleague = await buildAgent(core, await buildDepartment(core, department));
  const stranger = await buildAgent(core, await buildDepartment(core));
  const make = (actor: AgentActor, { agentId }: AgentActor, scopes: Permission[] = ['SEE_OWN_SESSIONS']) =>
    createApiToken(core, actor, { name: 'x', agentId, scopes });
  expect((await make(maker, colleague)).apiToken.agentId).toBe(colleague.agentId);
  await expect(make(maker, stranger)).rejects.toThrow(NotFoundError);
  await expect(make(maker, colleague, ['EDIT_VISITORS'])).rejects.toThrow(PermissionNotHeldError);
  expect((await make(chief, stranger)).apiToken.createdById).toBe(chief.agentId);
  const blind = await buildAgent(core, department, ['MANAGE_API_TOKENS']);
  await expect(make(blind, colleague)).rejects.toThrow(NotAllowedError);
  const unknown = createApiToken(core, chief, { name: 'x', scopes: [], siteId: randomUUID() });
  await expect(unknown).rejects.toThrow(NotFoundError);
});

test('a token that manages tokens makes and touches none that allows more or lives longer than itself', async () => {
  const { maker, chief } = await buildPeople();
  const { program } = await buildProgram(core, maker, {
    scopes: ['MANAGE_API_TOKENS', 'SEE_OWN_SESSIONS'],
    expiresAt: inDays(2),
  });
  const make = (scopes: Permission[], expiresAt: Date | null) =>
    createApiToken(core, program, { name: 'x', scopes, expiresAt });
  await expect(make(['SEE_DEPARTMENT_SESSIONS'], inDays(1))).rejects.toThrow(PermissionNotHeldError);
  for (const end of [inDays(3), null])
    await expect(make([], end)).rejects.toMatchObject({ violations: [{ field: 'expiresAt' }] });
  const { apiToken } = await make(['SEE_OWN_SESSIONS'], inDays(2));
  const entry = await core.database.prisma.auditEntry.findFirstOrThrow({ where: { targetId: apiToken.id } });
  expect(entry).toMatchObject({ agentName: maker.displayName, apiTokenName: 'Program' });
  const mightier = await buildProgram(core, chief);
  const touched = revokeApiToken(core, program, { apiTokenId: mightier.apiTokenId });
  await expect(touched).rejects.toThrow(PermissionNotHeldError);
  await revokeApiToken(core, program, { apiTokenId: apiToken.id });
});

test('a revoked token is good no more, which is told once; an expired one neither', async () => {
  const { maker, chief } = await buildPeople();
  const { program, secret, apiTokenId } = await buildProgram(core, maker);
  await revokeApiToken(core, chief, { apiTokenId });
  const again = await revokeApiToken(core, chief, { apiTokenId });
  expect(again.revokedAt).toEqual(core.clock.now());
  expect(core.typesOn(apiTokenTopic(apiTokenId))).toEqual(['ApiTokenRevoked']);
  expect(await authenticateApiToken(core, secret)).toBeUndefined();
  expect(await currentActor(core, program)).toBeUndefined();
  const short = await buildProgram(core, maker, { expiresAt: inDays(1) });
  core.clock.advance(day);
  expect(await authenticateApiToken(core, short.secret)).toBeUndefined();
});

test('when and from where a token was used last is written down at most once a minute', async () => {
  const { maker } = await buildPeople();
  const { program, apiTokenId } = await buildProgram(core, maker);
  const use = async (address: string) => {
    await noteTokenUse(core, program, address);
    return core.database.prisma.apiToken.findUniqueOrThrow({ where: { id: apiTokenId } });
  };
  const first = { lastUsedAt: core.clock.now(), lastUsedAddress: '203.0.113.1' };
  expect(await use('203.0.113.1')).toMatchObject(first);
  core.clock.advance(59_000);
  expect(await use('203.0.113.2')).toMatchObject(first);
  core.clock.advance(1_000);
  expect(await use('203.0.113.2')).toMatchObject({ lastUsedAddress: '203.0.113.2' });
});

test('who manages tokens finds all of them, by name, agent and beginning, good or not', async () => {
  const { department, maker } = await buildPeople();
  const site = await buildSite(core, department);
  const name = `数据 ${randomUUID()}`;
  const scopes: Permission[] = ['SEE_OWN_SESSIONS', 'EDIT_VISITORS'];
  const { apiTokenId } = await buildProgram(core, maker, { name, scopes, siteId: site.id });
  const revoked = await buildProgram(core, maker, { name });
  await revokeApiToken(core, maker, { apiTokenId: revoked.apiTokenId });
  interface Page {
    apiTokens: { totalCount: number; edges: { node: Record<string, unknown> & { id: string } }[] };
  }
  const query = (args: string) =>
    executeAs<Page>(
      core,
      maker,
      `{ apiTokens(${args}) { totalCount edges { node { id state scopes permissions site { id } agent { displayName } } } } }`,
    );
  const both = await query(`search: "${name.toUpperCase()}"`);
  expect(both.apiTokens).toMatchObject({
    totalCount: 2,
    edges: [
      { node: { id: revoked.apiTokenId, state: 'REVOKED' } },
      {
        node: {
          id: apiTokenId,
          state: 'ACTIVE',
          scopes,
          permissions: ['SEE_OWN_SESSIONS'],
          site: { id: site.id },
          agent: { displayName: maker.displayName },
        },
      },
    ],
  });
  const good = await query(`search: "${maker.displayName}", isActive: true`);
  expect(good.apiTokens.edges.map(({ node }) => node.id)).toEqual([apiTokenId]);
  const bad = await query(`search: "${name}", isActive: false`);
  expect(bad.apiTokens.edges.map(({ node }) => node.id)).toEqual([revoked.apiTokenId]);
});
