import { z } from 'zod';
import { recordAudit } from '../audit/recordAudit.ts';
import type { Actor } from '../core/actor.ts';
import type { Core } from '../core/core.ts';
import { checkInput, id } from '../core/input.ts';
import { inTransaction } from '../core/transaction.ts';
import { getAgentWithin } from './agentAccess.ts';
import { OwnAgentError } from './agentErrors.ts';
import { assertNotGuessable } from './assertNotGuessable.ts';
import { endSignIns } from './endSignIns.ts';
import { lockRights } from './lockRights.ts';
import { hashPassword } from './password.ts';
import { newPassword } from './passwordRules.ts';
import { lockAgent } from './presenceAccess.ts';

const shape = z.object({ agentId: id, password: newPassword });

/**
 * Gives another agent a new password, and ends all their sign-ins. One's own is changed by `changePassword`, with the
 * old one: an unattended console must not be enough to take an account over.
 * @returns how many sign-ins ended
 * @throws InvalidInputError, NotAllowedError, NotFoundError, PermissionNotHeldError, OwnAgentError
 */
export async function setAgentPassword(
  core: Core,
  actor: Actor,
  input: z.input<typeof shape>,
): Promise<number> {
  const { agentId, password } = checkInput(shape, input);
  const passwordHash = await hashPassword(password);
  return inTransaction(core, async (transaction, record) => {
    const manager = await lockRights(core, transaction, actor, 'MANAGE_AGENTS');
    const { login, displayName } = await getAgentWithin(transaction, manager, agentId);
    if (agentId === manager.agentId) throw new OwnAgentError();
    await assertNotGuessable(transaction, password, [login, displayName], 'password');
    await lockAgent(transaction, agentId);
    await transaction.agent.update({ where: { id: agentId }, data: { passwordHash } });
    await recordAudit(transaction, manager, 'setAgentPassword', { type: 'Agent', id: agentId });
    return endSignIns(core, transaction, record, { agentId });
  });
}
