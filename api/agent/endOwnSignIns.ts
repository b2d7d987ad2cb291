import { z } from 'zod';
import { recordAudit } from '../audit/recordAudit.ts';
import { asAgentInPerson, type Actor } from '../core/actor.ts';
import type { Core } from '../core/core.ts';
import { NotFoundError } from '../core/errors.ts';
import { checkInput, id } from '../core/input.ts';
import { inTransaction } from '../core/transaction.ts';
import { endSignIns } from './endSignIns.ts';

const shape = z.object({ signInId: id });

/**
 * Ends one sign-in of the agent, on this device or another; its connections close.
 * @returns how many ended: 1. @throws InvalidInputError, NotFoundError for those of others and those that are over
 */
export async function endSignIn(core: Core, actor: Actor, input: z.input<typeof shape>): Promise<number> {
  const { signInId } = checkInput(shape, input);
  const { agentId } = asAgentInPerson(actor);
  return inTransaction(core, async (transaction, record) => {
    const endedCount = await endSignIns(core, transaction, record, { id: signInId, agentId });
    if (endedCount === 0) throw new NotFoundError('sign-in');
    await recordAudit(transaction, actor, 'endSignIn', { type: 'Agent', id: agentId });
    return endedCount;
  });
}

/** Ends all sign-ins of the agent but the one that is used now. @returns how many ended. */
export async function endOtherSignIns(core: Core, actor: Actor): Promise<number> {
  const { agentId, credential } = asAgentInPerson(actor);
  return inTransaction(core, async (transaction, record) => {
    const which = { agentId, id: { not: credential.id } };
    const endedCount = await endSignIns(core, transaction, record, which);
    if (endedCount > 0)
      await recordAudit(transaction, actor, 'endOtherSignIns', { type: 'Agent', id: agentId });
    return endedCount;
  });
}
