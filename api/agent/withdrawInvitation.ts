import { z } from 'zod';
import { changesBetween, recordAudit } from '../audit/recordAudit.ts';
import type { Actor } from '../core/actor.ts';
import type { Core } from '../core/core.ts';
import { NotFoundError } from '../core/errors.ts';
import { checkInput, id } from '../core/input.ts';
import { inTransaction } from '../core/transaction.ts';
import { getAgentWithin } from './agentAccess.ts';
import { lockRights } from './lockRights.ts';

const shape = z.object({ agentId: id });

/**
 * Takes an agent's link back. An agent who never chose a password is deleted with it: the login is free again.
 * @returns the agent's id
 * @throws InvalidInputError, NotAllowedError, NotFoundError when there is no link, PermissionNotHeldError
 */
export async function withdrawInvitation(
  core: Core,
  actor: Actor,
  input: z.input<typeof shape>,
): Promise<string> {
  const { agentId } = checkInput(shape, input);
  return inTransaction(core, async (transaction) => {
    const manager = await lockRights(core, transaction, actor, 'MANAGE_AGENTS');
    const agent = await getAgentWithin(transaction, manager, agentId);
    const { count } = await transaction.invitation.deleteMany({ where: { agentId } });
    if (count === 0) throw new NotFoundError('invitation');
    if (agent.invitedAt) await transaction.agent.delete({ where: { id: agentId } });
    const changes = agent.invitedAt ? changesBetween(['login', 'displayName'], agent, {}) : {};
    await recordAudit(transaction, manager, 'withdrawInvitation', { type: 'Agent', id: agentId }, changes);
    return agentId;
  });
}
