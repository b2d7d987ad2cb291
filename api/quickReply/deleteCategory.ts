import { z } from 'zod';
import { asAgent, type Actor } from '../core/actor.ts';
import type { Core } from '../core/core.ts';
import { checkInput, id } from '../core/input.ts';
import { inTransaction } from '../core/transaction.ts';
import { getCategoryToChange, lockReplies } from './quickReplyAccess.ts';

const shape = z.object({ categoryId: id });

/**
 * Deletes a category; its replies stay, without one.
 * @returns its id @throws InvalidInputError, NotFoundError, NotAllowedError
 */
export async function deleteCategory(
  core: Core,
  actor: Actor,
  input: z.input<typeof shape>,
): Promise<string> {
  const { categoryId } = checkInput(shape, input);
  const agent = asAgent(actor);
  return inTransaction(core, async (transaction) => {
    await lockReplies(transaction);
    await getCategoryToChange(transaction, agent, categoryId);
    await transaction.quickReplyCategory.delete({ where: { id: categoryId } });
    return categoryId;
  });
}
