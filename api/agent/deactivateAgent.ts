import { z } from 'zod';
import type { Agent } from '../../prisma/generated/client/client.ts';
import { recordAudit } from '../audit/recordAudit.ts';
import type { Actor } from '../core/actor.ts';
import type { Core } from '../core/core.ts';
import { checkInput, id } from '../core/input.ts';
import { inTransaction } from '../core/transaction.ts';
import { assertStillHeld } from '../role/roleAccess.ts';
import { getAgentWithin } from './agentAccess.ts';
import { OwnAgentError } from './agentErrors.ts';
import { rightsChanged } from './agentEvents.ts';
import { endSignIns } from './endSignIns.ts';
import { lockRights } from './lockRights.ts';
import { lockAgent } from './presenceAccess.ts';

const shape = z.object({ agentId: id });

/**
 * Locks an agent out: ends all their sign-ins, and they cannot sign in again until reactivated. What they did stays.
 * @throws InvalidInputError, NotAllowedError, NotFoundError, PermissionNotHeldError, OwnAgentError, LastHolderError
 */
export async function deactivateAgent(
  core: Core,
  actor: Actor,
  input: z.input<typeof shape>,
): Promise<Agent> {
  const { agentId } = checkInput(shape, input);
  return inTransaction(core, async (transaction, record) => {
    const manager = await lockRights(core, transaction, actor, 'MANAGE_AGENTS');
    const before = await getAgentWithin(transaction, manager, agentId);
    if (agentId === manager.agentId) throw new OwnAgentError();
    if (before.deactivatedAt) return before;
    await lockAgent(transaction, agentId);
    const agent = await transaction.agent.update({
      where: { id: agentId },
      data: { deactivatedAt: core.clock.now() },
    });
    await assertStillHeld(transaction, before.role.permissions);
    await endSignIns(core, transaction, record, { agentId });
    // Their API tokens are good no more either.
    record(...rightsChanged([agentId]));
    await recordAudit(transaction, manager, 'deactivateAgent', { type: 'Agent', id: agentId });
    return agent;
  });
}

/**
 * Lets a deactivated agent sign in again.
 * @throws InvalidInputError, NotAllowedError, NotFoundError, PermissionNotHeldError
 */
export async function reactivateAgent(
  core: Core,
  actor: Actor,
  input: z.input<typeof shape>,
): Promise<Agent> {
  const { agentId } = checkInput(shape, input);
  return inTransaction(core, async (transaction) => {
    const manager = await lockRights(core, transaction, actor, 'MANAGE_AGENTS');
    const before = await getAgentWithin(transaction, manager, agentId);
    if (!before.deactivatedAt) return before;
    await recordAudit(transaction, manager, 'reactivateAgent', { type: 'Agent', id: agentId });
    return transaction.agent.update({ where: { id: agentId }, data: { deactivatedAt: null } });
  });
}
