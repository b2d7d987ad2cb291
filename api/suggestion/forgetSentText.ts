import type { AgentActor } from '../core/actor.ts';
import { hashSecret } from '../core/secret.ts';
import type { Transaction } from '../core/transaction.ts';

/** Takes back that an agent has sent a text: what was sent only once is not suggested any more. */
export async function forgetSentText(
  transaction: Transaction,
  { agentId }: AgentActor,
  sent: string,
): Promise<void> {
  const where = { agentId, hash: hashSecret(sent.trim()) };
  await transaction.sentText.updateMany({ where, data: { count: { decrement: 1 } } });
  await transaction.sentText.deleteMany({ where: { ...where, count: { lte: 0 } } });
}
