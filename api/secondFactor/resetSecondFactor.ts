import { z } from 'zod';
import { getAgentWithin } from '../agent/agentAccess.ts';
import { OwnAgentError } from '../agent/agentErrors.ts';
import { endSignIns } from '../agent/endSignIns.ts';
import { lockRights } from '../agent/lockRights.ts';
import { recordAudit } from '../audit/recordAudit.ts';
import type { Actor } from '../core/actor.ts';
import type { Core } from '../core/core.ts';
import { checkInput, id } from '../core/input.ts';
import { inTransaction, type Transaction } from '../core/transaction.ts';

const shape = z.object({ agentId: id });

/**
 * Takes another agent's second factor away, who has lost phone and recovery codes, and ends all their sign-ins. One's own
 * is removed with password and code.
 * @returns how many sign-ins ended
 * @throws InvalidInputError, NotAllowedError, NotFoundError, PermissionNotHeldError, OwnAgentError
 */
export async function resetSecondFactor(
  core: Core,
  actor: Actor,
  input: z.input<typeof shape>,
): Promise<number> {
  const { agentId } = checkInput(shape, input);
  return inTransaction(core, async (transaction, record) => {
    const manager = await lockRights(core, transaction, actor, 'MANAGE_AGENTS');
    await getAgentWithin(transaction, manager, agentId);
    if (agentId === manager.agentId) throw new OwnAgentError();
    await dropSecondFactor(transaction, agentId);
    await recordAudit(transaction, manager, 'resetSecondFactor', { type: 'Agent', id: agentId });
    return endSignIns(core, transaction, record, { agentId });
  });
}

/** Takes all away that belongs to an agent's second factor, and what sign-ins are half done. */
export async function dropSecondFactor(transaction: Transaction, agentId: string): Promise<void> {
  await transaction.secondFactor.deleteMany({ where: { agentId } });
  await transaction.recoveryCode.deleteMany({ where: { agentId } });
  await transaction.signInChallenge.deleteMany({ where: { agentId } });
}
