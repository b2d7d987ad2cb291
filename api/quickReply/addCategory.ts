import type { QuickReplyCategory } from '../../prisma/generated/client/client.ts';
import type { Transaction } from '../core/transaction.ts';

/** Makes a category that comes last. The caller holds the lock on replies and knows that the name is free. */
export async function addCategory(
  transaction: Transaction,
  ownerId: string | null,
  name: string,
): Promise<QuickReplyCategory> {
  const { _max } = await transaction.quickReplyCategory.aggregate({
    where: { ownerId },
    _max: { position: true },
  });
  return transaction.quickReplyCategory.create({
    data: { ownerId, name, position: (_max.position ?? -1) + 1 },
  });
}
