import { agentsWithin } from '../agent/agentAccess.ts';
import type { AgentActor } from '../core/actor.ts';
import { NotFoundError } from '../core/errors.ts';
import type { Transaction } from '../core/transaction.ts';
import { lockReplies } from './quickReplyAccess.ts';

/**
 * Gives all quick replies of an agent who leaves to another one, after those that are there: categories of one name
 * become one.
 * @throws NotFoundError when the other agent is out of reach or deactivated
 */
export async function giveQuickReplies(
  transaction: Transaction,
  manager: AgentActor,
  fromId: string,
  toId: string,
): Promise<void> {
  await lockReplies(transaction);
  const active = { id: toId, deactivatedAt: null };
  const to = await transaction.agent.findFirst({ where: { AND: [active, agentsWithin(manager)] } });
  if (!to) throw new NotFoundError('agent');
  const order = { position: 'asc' } as const;
  const moved = await transaction.quickReplyCategory.findMany({ where: { ownerId: fromId }, orderBy: order });
  const present = await transaction.quickReplyCategory.findMany({ where: { ownerId: toId }, orderBy: order });
  const placeOf = new Map(present.map(({ name, id }) => [name, id]));
  const last = await transaction.quickReply.aggregate({ where: { ownerId: toId }, _max: { position: true } });
  await transaction.quickReply.updateMany({
    where: { ownerId: fromId },
    data: { ownerId: toId, position: { increment: (last._max.position ?? -1) + 1 } },
  });
  let position = (present.at(-1)?.position ?? -1) + 1;
  for (const { id, name } of moved) {
    const sameId = placeOf.get(name);
    if (sameId) {
      await transaction.quickReply.updateMany({ where: { categoryId: id }, data: { categoryId: sameId } });
      await transaction.quickReplyCategory.delete({ where: { id } });
    } else {
      const data = { ownerId: toId, position: position++ };
      await transaction.quickReplyCategory.update({ where: { id }, data });
    }
  }
}
