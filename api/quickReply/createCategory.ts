import { z } from 'zod';
import type { QuickReplyCategory } from '../../prisma/generated/client/client.ts';
import { asAgent, type Actor } from '../core/actor.ts';
import type { Core } from '../core/core.ts';
import { checkInput } from '../core/input.ts';
import { inTransaction } from '../core/transaction.ts';
import { addCategory } from './addCategory.ts';
import { assertNameIsFree, lockReplies, ownerFor } from './quickReplyAccess.ts';
import { categoryName } from './quickReplyRules.ts';

const shape = z.object({ isPublic: z.boolean(), name: categoryName });

/** Makes a category; it comes last. @throws InvalidInputError, NotAllowedError, CategoryNameTakenError */
export async function createCategory(
  core: Core,
  actor: Actor,
  input: z.input<typeof shape>,
): Promise<QuickReplyCategory> {
  const { isPublic, name } = checkInput(shape, input);
  const ownerId = ownerFor(asAgent(actor), isPublic);
  return inTransaction(core, async (transaction) => {
    await lockReplies(transaction);
    await assertNameIsFree(transaction, ownerId, name);
    return addCategory(transaction, ownerId, name);
  });
}
