import { z } from 'zod';
import { asAgent, type Actor } from '../core/actor.ts';
import type { Core } from '../core/core.ts';
import { NotFoundError } from '../core/errors.ts';
import { checkInput, id } from '../core/input.ts';
import { writePositions } from '../core/positions.ts';
import { inTransaction } from '../core/transaction.ts';
import { getCategoryOf, lockReplies, ownerFor } from './quickReplyAccess.ts';

const shape = z.object({
  isPublic: z.boolean(),
  categoryId: id.nullish(),
  replyIds: z.array(id).max(2000),
});

/**
 * Puts replies of one owner into a category, in this order; those of it that are left out come after them.
 * @throws InvalidInputError, NotAllowedError, NotFoundError when one of them is not there
 */
export async function orderQuickReplies(
  core: Core,
  actor: Actor,
  input: z.input<typeof shape>,
): Promise<void> {
  const { isPublic, categoryId, replyIds } = checkInput(shape, input);
  const ownerId = ownerFor(asAgent(actor), isPublic);
  await inTransaction(core, async (transaction) => {
    await lockReplies(transaction);
    const place = await getCategoryOf(transaction, ownerId, categoryId ?? null);
    const wanted = [...new Set(replyIds)];
    const found = await transaction.quickReply.count({ where: { id: { in: wanted }, ownerId } });
    if (found !== wanted.length) throw new NotFoundError('quick reply');
    const others = await transaction.quickReply.findMany({
      where: { ownerId, categoryId: place, id: { notIn: wanted } },
      orderBy: [{ position: 'asc' }, { id: 'asc' }],
      select: { id: true },
    });
    // No trace in updatedAt: their words are what they were.
    await transaction.$executeRaw`
      UPDATE "QuickReply" SET "categoryId" = ${place}::uuid WHERE "id" = ANY(${wanted}::uuid[])`;
    await writePositions(transaction, 'QuickReply', [...wanted, ...others.map((one) => one.id)]);
  });
}
