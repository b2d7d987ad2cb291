import { z } from 'zod';
import { asAgent, type Actor } from '../core/actor.ts';
import type { Core } from '../core/core.ts';
import { checkInput, id } from '../core/input.ts';
import { inGivenOrder, writePositions } from '../core/positions.ts';
import { inTransaction } from '../core/transaction.ts';
import { lockReplies, ownerFor } from './quickReplyAccess.ts';

const shape = z.object({ isPublic: z.boolean(), categoryIds: z.array(id).max(500) });

/**
 * Puts the categories of one owner in an order; those that are left out come after them, as they were.
 * @throws InvalidInputError, NotAllowedError
 */
export async function orderCategories(core: Core, actor: Actor, input: z.input<typeof shape>): Promise<void> {
  const { isPublic, categoryIds } = checkInput(shape, input);
  const ownerId = ownerFor(asAgent(actor), isPublic);
  await inTransaction(core, async (transaction) => {
    await lockReplies(transaction);
    const before = await transaction.quickReplyCategory.findMany({
      where: { ownerId },
      orderBy: [{ position: 'asc' }, { id: 'asc' }],
      select: { id: true },
    });
    const order = inGivenOrder(before, categoryIds).map((one) => one.id);
    await writePositions(transaction, 'QuickReplyCategory', order);
  });
}
