import type { AgentActor } from '../core/actor.ts';
import type { Core } from '../core/core.ts';
import { inTransaction } from '../core/transaction.ts';
import { endSignIns } from './endSignIns.ts';

/** Ends the sign-in that the agent uses now; its connections close. @returns how many ended: 0 if it was over already. */
export async function signOut(core: Core, actor: AgentActor): Promise<number> {
  return inTransaction(core, (transaction, record) =>
    endSignIns(core, transaction, record, { id: actor.signInId }),
  );
}

/** Ends all sign-ins of the agent, on every device. @returns how many ended. */
export async function signOutEverywhere(core: Core, actor: AgentActor): Promise<number> {
  return inTransaction(core, (transaction, record) =>
    endSignIns(core, transaction, record, { agentId: actor.agentId }),
  );
}
