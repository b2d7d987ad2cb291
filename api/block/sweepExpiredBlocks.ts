import type { Core } from '../core/core.ts';
import { inTransaction } from '../core/transaction.ts';
import { liftBlocks } from './liftBlocks.ts';

/** Lifts the blocks whose time is over, so that the lists show it. */
export async function sweepExpiredBlocks(core: Core): Promise<void> {
  const expired = await core.database.prisma.block.findMany({
    where: { liftedAt: null, expiresAt: { lte: core.clock.now() } },
    select: { visitorId: true },
    take: 100,
  });
  for (const { visitorId } of expired) {
    await inTransaction(core, (transaction, record) => liftBlocks(core, transaction, record, visitorId));
  }
}
