import type { ApiToken } from '../../prisma/generated/client/client.ts';
import { agentsWithin } from '../agent/agentAccess.ts';
import { hasPermission, isInPerson, type AgentActor } from '../core/actor.ts';
import { NotAllowedError, NotFoundError } from '../core/errors.ts';
import type { Transaction } from '../core/transaction.ts';
import { assertHeld } from '../role/roleRules.ts';

/**
 * Loads an API token that the actor may rename or revoke: any for those who manage them. A token that manages tokens
 * touches none that allows more than itself.
 * @throws NotFoundError, PermissionNotHeldError
 */
export async function getApiToken(
  transaction: Transaction,
  manager: AgentActor,
  id: string,
): Promise<ApiToken> {
  const token = await transaction.apiToken.findUnique({ where: { id } });
  if (!token) throw new NotFoundError('API token');
  if (!isInPerson(manager)) assertHeld(manager, token.scopes);
  return token;
}

/**
 * Checks that a token of the manager's may act for an agent: the manager, or another one within reach. What another one
 * sees, the manager must see too, or a token would show more than its maker sees.
 * @throws NotFoundError, NotAllowedError
 */
export async function assertMayActFor(
  transaction: Transaction,
  manager: AgentActor,
  agentId: string,
): Promise<void> {
  if (agentId === manager.agentId) return;
  const agent = await transaction.agent.findFirst({
    where: { AND: [{ id: agentId, deactivatedAt: null }, agentsWithin(manager)] },
    select: { id: true },
  });
  if (!agent) throw new NotFoundError('agent');
  const seesColleagues = (['SEE_ALL_SESSIONS', 'SEE_DEPARTMENT_SESSIONS'] as const).some((one) =>
    hasPermission(manager, one),
  );
  if (!seesColleagues) throw new NotAllowedError('You do not see what this agent sees.');
}
