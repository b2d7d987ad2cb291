import { z } from 'zod';
import type { QuickReplyCategory } from '../../prisma/generated/client/client.ts';
import { asAgent, type Actor } from '../core/actor.ts';
import type { Core } from '../core/core.ts';
import { checkInput, id } from '../core/input.ts';
import { inTransaction } from '../core/transaction.ts';
import { assertNameIsFree, getCategoryToChange, lockReplies } from './quickReplyAccess.ts';
import { categoryName } from './quickReplyRules.ts';

const shape = z.object({ categoryId: id, name: categoryName });

/** @throws InvalidInputError, NotFoundError, NotAllowedError, CategoryNameTakenError */
export async function renameCategory(
  core: Core,
  actor: Actor,
  input: z.input<typeof shape>,
): Promise<QuickReplyCategory> {
  const { categoryId, name } = checkInput(shape, input);
  const agent = asAgent(actor);
  return inTransaction(core, async (transaction) => {
    await lockReplies(transaction);
    const { ownerId } = await getCategoryToChange(transaction, agent, categoryId);
    await assertNameIsFree(transaction, ownerId, name, categoryId);
    return transaction.quickReplyCategory.update({ where: { id: categoryId }, data: { name } });
  });
}
