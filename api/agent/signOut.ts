import type { AgentActor } from '../core/actor.ts';
import type { Core } from '../core/core.ts';
import { publication } from '../core/pubsub.ts';
import { inTransaction } from '../core/transaction.ts';
import { signInTopic } from './agentEvents.ts';

/** Ends the sign-in that the agent uses now; its connections close. @returns how many ended: 0 if it was over already. */
export async function signOut(core: Core, actor: AgentActor): Promise<number> {
  return endSignIns(core, { id: actor.signInId });
}

/** Ends all sign-ins of the agent, on every device. @returns how many ended. */
export async function signOutEverywhere(core: Core, actor: AgentActor): Promise<number> {
  return endSignIns(core, { agentId: actor.agentId });
}

async function endSignIns(core: Core, which: { id: string } | { agentId: string }): Promise<number> {
  return inTransaction(core, async (transaction, record) => {
    const ended = await transaction.signIn.findMany({ where: which, select: { id: true } });
    const ids = ended.map(({ id }) => id);
    await transaction.signIn.deleteMany({ where: { id: { in: ids } } });
    record(...ids.map((id) => publication(signInTopic(id), { type: 'SignInEnded', signInId: id })));
    return ended.length;
  });
}
