import { z } from 'zod';
import type { Agent } from '../../prisma/generated/client/client.ts';
import { recordAudit } from '../audit/recordAudit.ts';
import type { Actor } from '../core/actor.ts';
import type { Core } from '../core/core.ts';
import { checkInput, id } from '../core/input.ts';
import { inTransaction } from '../core/transaction.ts';
import { getAgentWithin } from './agentAccess.ts';
import { lockRights } from './lockRights.ts';

const shape = z.object({ agentId: id });

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
