import type { Prisma } from '../../prisma/generated/client/client.ts';
import type { Core } from '../core/core.ts';
import { publication } from '../core/pubsub.ts';
import type { RecordEvents, Transaction } from '../core/transaction.ts';
import { signInTopic } from './agentEvents.ts';
import { becomeOffline } from './becomeOffline.ts';
import { lockAgent } from './presenceAccess.ts';

/**
 * Ends some sign-ins; the connections that stand on them close, and an agent who has none left is OFFLINE at once.
 * @returns how many ended
 */
export async function endSignIns(
  core: Core,
  transaction: Transaction,
  record: RecordEvents,
  which: Prisma.SignInWhereInput,
): Promise<number> {
  const owners = await transaction.signIn.findMany({
    where: which,
    distinct: ['agentId'],
    select: { agentId: true },
    orderBy: { agentId: 'asc' },
  });
  let endedCount = 0;
  for (const { agentId } of owners) {
    // The agent first, then the sign-ins: everybody who locks both does so in this order.
    const agent = await lockAgent(transaction, agentId);
    const where = { AND: [which, { agentId }] };
    const ended = await transaction.signIn.findMany({ where, select: { id: true } });
    const ids = ended.map(({ id }) => id);
    endedCount += (await transaction.signIn.deleteMany({ where: { id: { in: ids } } })).count;
    core.log.info({ agentId, signInIds: ids }, 'sign-ins ended');
    record(...ids.map((id) => publication(signInTopic(id), { type: 'SignInEnded', signInId: id })));
    const left = { agentId, expiresAt: { gt: core.clock.now() } };
    const isSignedIn = await transaction.signIn.findFirst({ where: left, select: { id: true } });
    if (agent && !isSignedIn) await becomeOffline(core, transaction, record, agent);
  }
  return endedCount;
}
