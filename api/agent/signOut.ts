import { asAgentInPerson, type Actor } from '../core/actor.ts';
import type { Core } from '../core/core.ts';
import { inTransaction } from '../core/transaction.ts';
import { endSignIns } from './endSignIns.ts';

/**
 * Ends the sign-in that the agent uses now; its connections close.
 * @returns how many ended: 0 if it was over already. @throws NotSignedInError, NotAllowedError
 */
export async function signOut(core: Core, actor: Actor): Promise<number> {
  const { credential } = asAgentInPerson(actor);
  return inTransaction(core, (transaction, record) =>
    endSignIns(core, transaction, record, { id: credential.id }),
  );
}

/**
 * Ends all sign-ins of the agent, on every device.
 * @returns how many ended. @throws NotSignedInError, NotAllowedError
 */
export async function signOutEverywhere(core: Core, actor: Actor): Promise<number> {
  const { agentId } = asAgentInPerson(actor);
  return inTransaction(core, (transaction, record) => endSignIns(core, transaction, record, { agentId }));
}
