import type { Prisma } from '../../prisma/generated/client/client.ts';
import type { Core } from '../core/core.ts';
import type { Transaction } from '../core/transaction.ts';
import { unused } from './attachmentAccess.ts';

/**
 * Marks those of some attachments for removal that nothing has any more, in the transaction that took them away: from
 * its commit on nobody can read them, and whatever happens to the process, `sweepDiscardedAttachments` removes them.
 * @returns their ids, for `removeAttachments` after the commit
 */
export async function discardAttachments(
  { clock }: Core,
  transaction: Transaction,
  attachments: Prisma.AttachmentWhereInput,
): Promise<string[]> {
  const discarded = await transaction.attachment.updateManyAndReturn({
    where: { AND: [attachments, unused] },
    data: { discardedAt: clock.now() },
    select: { id: true },
  });
  return discarded.map(({ id }) => id);
}
