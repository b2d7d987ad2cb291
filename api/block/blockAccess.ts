import type { Prisma, Session } from '../../prisma/generated/client/client.ts';
import type { Core } from '../core/core.ts';
import type { Transaction } from '../core/transaction.ts';
import { VisitorBlockedError } from './blockErrors.ts';

/** The blocks that are in force at a moment. */
export function blocksInForce(now: Date): Prisma.BlockWhereInput {
  return { liftedAt: null, OR: [{ expiresAt: null }, { expiresAt: { gt: now } }] };
}

/** @throws VisitorBlockedError when the visitor, or whoever comes from the address, is kept out */
export async function assertNotBlocked(
  core: Core,
  transaction: Transaction,
  { visitorId, address }: Pick<Session, 'visitorId' | 'address'>,
): Promise<void> {
  const block = await transaction.block.findFirst({
    where: { AND: [blocksInForce(core.clock.now()), { OR: [{ visitorId }, { address }] }] },
    select: { id: true },
  });
  if (block) throw new VisitorBlockedError();
}
