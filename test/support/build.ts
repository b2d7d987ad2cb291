import { randomUUID } from 'node:crypto';
import type { AgentActor, VisitorActor } from '../../api/core/actor.ts';
import { expiryAfter } from '../../api/agent/signInRules.ts';
import { prefixOf } from '../../api/apiToken/apiTokenRules.ts';
import { authenticateApiToken } from '../../api/apiToken/authenticateApiToken.ts';
import { newApiToken } from '../../api/apiToken/newApiToken.ts';
import type { Core } from '../../api/core/core.ts';
import { hashSecret } from '../../api/core/secret.ts';
import { enterSite } from '../../api/visitor/enterSite.ts';
import type { ApiToken, Department, Session, Site } from '../../prisma/generated/client/client.ts';
import type { Permission } from '../../prisma/generated/client/enums.ts';

/** The origin under which the product is reached in these tests. */
export const ownOrigin = 'https://chat.example';
const signInDevice = { address: '203.0.113.9', userAgent: 'Test browser' };
const connection = { address: '203.0.113.7', userAgent: 'Test browser', ownOrigin };

/** A department; below another one when `parent` is given. */
export async function buildDepartment(core: Core, parent?: Department): Promise<Department> {
  const id = randomUUID();
  return core.database.prisma.department.create({
    data: {
      id,
      name: `Department ${id.slice(0, 8)}`,
      parentId: parent?.id,
      path: `${parent?.path ?? ''}${id}/`,
    },
  });
}

/** An agent who is signed in, and answers visitors besides what else the role allows. */
export async function buildAgent(
  core: Core,
  department: Department,
  more: Permission[] = [],
): Promise<AgentActor> {
  const permissions = [...new Set<Permission>(['SEE_OWN_SESSIONS', ...more])];
  const name = `Agent ${randomUUID().slice(0, 8)}`;
  const role = await core.database.prisma.role.create({ data: { name: randomUUID(), permissions } });
  const agent = await core.database.prisma.agent.create({
    data: {
      login: randomUUID(),
      displayName: name,
      passwordHash: '',
      departmentId: department.id,
      roleId: role.id,
    },
  });
  const signIn = await core.database.prisma.signIn.create({
    data: {
      agentId: agent.id,
      tokenHash: hashSecret(randomUUID()),
      ...signInDevice,
      expiresAt: expiryAfter(core.clock.now()),
    },
  });
  return {
    kind: 'agent',
    agentId: agent.id,
    credential: { kind: 'signIn', id: signIn.id },
    siteId: null,
    displayName: name,
    departmentId: department.id,
    departmentPath: department.path,
    permissions: new Set(permissions),
  };
}

/** A program that acts for an agent by an API token, with all that the agent may do unless `facts` say less. */
export async function buildProgram(
  core: Core,
  { agentId, permissions }: AgentActor,
  facts: Partial<ApiToken> = {},
): Promise<{ program: AgentActor; secret: string; apiTokenId: string }> {
  const secret = newApiToken();
  const { id: apiTokenId } = await core.database.prisma.apiToken.create({
    data: {
      name: 'Program',
      tokenHash: hashSecret(secret),
      prefix: prefixOf(secret),
      agentId,
      scopes: [...permissions],
      ...facts,
    },
  });
  const program = await authenticateApiToken(core, secret);
  if (!program) throw new Error('The token is not good.');
  return { program, secret, apiTokenId };
}

/** A site that a department serves. */
export async function buildSite(
  core: Core,
  department: Department,
  allowedOrigins: string[] = [],
): Promise<Site> {
  return core.database.prisma.site.create({
    data: {
      name: 'Clinic',
      key: randomUUID(),
      allowedOrigins,
      greeting: 'How can we help?',
      departments: { create: { departmentId: department.id } },
    },
  });
}

/** A new visitor on a site, with the session that entering opened. */
export async function buildVisitor(
  core: Core,
  site: Site,
): Promise<{ visitor: VisitorActor; session: Session; secret: string }> {
  const entry = await enterSite(core, { siteKey: site.key, pageUrl: `${ownOrigin}/clinic` }, connection);
  return { visitor: entry.actor, session: entry.session, secret: entry.visitorSecret };
}

/** A department with a site, an agent and a visitor in a live session: what most tests begin with. */
export async function buildConversation(core: Core) {
  const department = await buildDepartment(core);
  const site = await buildSite(core, department);
  const agent = await buildAgent(core, department);
  return { department, site, agent, ...(await buildVisitor(core, site)) };
}
