import { z } from 'zod';
import { recordAudit } from '../audit/recordAudit.ts';
import type { Actor } from '../core/actor.ts';
import type { Core } from '../core/core.ts';
import { NotFoundError } from '../core/errors.ts';
import { checkInput, id } from '../core/input.ts';
import { inTransaction } from '../core/transaction.ts';
import { getAgentWithin } from './agentAccess.ts';
import { OwnAgentError } from './agentErrors.ts';
import { writeInvitation, type NewInvitation } from './invitationAccess.ts';
import { lockRights } from './lockRights.ts';

const shape = z.object({ agentId: id });

/**
 * Makes a new link on which another agent chooses a password: for one who is invited and has lost the first link, or for
 * one who has forgotten the password, which stays good until then. A link from before is good no more.
 * @throws InvalidInputError, NotAllowedError, NotFoundError (also for one who is deactivated), PermissionNotHeldError,
 * OwnAgentError
 */
export async function issueInvitation(
  core: Core,
  actor: Actor,
  input: z.input<typeof shape>,
): Promise<NewInvitation> {
  const { agentId } = checkInput(shape, input);
  return inTransaction(core, async (transaction) => {
    const manager = await lockRights(core, transaction, actor, 'MANAGE_AGENTS');
    const {
      role: _role,
      department: _department,
      ...agent
    } = await getAgentWithin(transaction, manager, agentId);
    if (agentId === manager.agentId) throw new OwnAgentError();
    if (agent.deactivatedAt) throw new NotFoundError('agent');
    await recordAudit(transaction, manager, 'issueInvitation', { type: 'Agent', id: agentId });
    return writeInvitation(core, transaction, agent);
  });
}
