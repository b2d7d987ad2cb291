import { actorOf, agentOfActor } from '../agent/actorOf.ts';
import type { AgentActor } from '../core/actor.ts';
import type { Core } from '../core/core.ts';
import { hashSecret } from '../core/secret.ts';
import type { Transaction } from '../core/transaction.ts';
import { narrowToRole } from '../role/narrowToRole.ts';
import { permissionsOf, stateOf } from './apiTokenRules.ts';

/**
 * The agent for whom an API token acts, with the token's rights of this moment; undefined when it is not good.
 * @param asRoleId the role as which the program wants to look at the product
 */
export function authenticateApiToken(
  core: Core,
  token: string,
  asRoleId?: string,
): Promise<AgentActor | undefined> {
  return tokenActor(core, core.database.prisma, { tokenHash: hashSecret(token) }, asRoleId);
}

/** The same for a token that was good a moment ago. */
export function currentTokenActor(
  core: Core,
  transaction: Transaction,
  id: string,
  asRoleId: string | undefined,
): Promise<AgentActor | undefined> {
  return tokenActor(core, transaction, { id }, asRoleId);
}

async function tokenActor(
  core: Core,
  transaction: Transaction,
  which: { tokenHash: string } | { id: string },
  asRoleId: string | undefined,
): Promise<AgentActor | undefined> {
  const token = await transaction.apiToken.findUnique({
    where: which,
    include: { agent: { select: agentOfActor } },
  });
  if (!token || stateOf(token, token.agent, core.clock.now()) !== 'ACTIVE') return undefined;
  const { id, name, isReadOnly, expiresAt, siteId, agent } = token;
  const actor = actorOf(agent, { kind: 'token', id, name, isReadOnly, expiresAt });
  const permissions = new Set(permissionsOf(token, agent.role));
  return narrowToRole(transaction, { ...actor, siteId, permissions }, asRoleId);
}
