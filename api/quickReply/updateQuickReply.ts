import { z } from 'zod';
import type { QuickReply } from '../../prisma/generated/client/client.ts';
import { attachmentIdToKeep } from '../attachment/attachmentAccess.ts';
import { changesBetween, recordAudit } from '../audit/recordAudit.ts';
import { asAgent, type Actor } from '../core/actor.ts';
import type { Core } from '../core/core.ts';
import { checkInput, id } from '../core/input.ts';
import { inTransaction } from '../core/transaction.ts';
import { getCategoryOf, getReplyToChange, lockReplies } from './quickReplyAccess.ts';
import { anyContent, assertSendable, replyShape, searchTextOf } from './quickReplyRules.ts';

const shape = z.object({
  replyId: id,
  title: replyShape.shape.title.nullish(),
  content: anyContent.nullish(),
  categoryId: id.nullable().optional(),
  attachmentId: id.nullable().optional(),
});

/**
 * Changes a quick reply. What is left out or null stays, but for the category and the attachment, which null takes away.
 * @throws InvalidInputError, NotFoundError, NotAllowedError
 */
export async function updateQuickReply(
  core: Core,
  actor: Actor,
  input: z.input<typeof shape>,
): Promise<QuickReply> {
  const { replyId, title, content, categoryId, attachmentId } = checkInput(shape, input);
  const agent = asAgent(actor);
  return inTransaction(core, async (transaction) => {
    await lockReplies(transaction);
    const before = await getReplyToChange(transaction, agent, replyId);
    const wanted = {
      title: title ?? before.title,
      content: content ?? before.content,
      categoryId:
        categoryId === undefined
          ? before.categoryId
          : await getCategoryOf(transaction, before.ownerId, categoryId),
      attachmentId:
        attachmentId === undefined
          ? before.attachmentId
          : await attachmentIdToKeep(core, agent, attachmentId, transaction),
    };
    assertSendable(wanted);
    const changes = changesBetween(['title', 'content', 'categoryId', 'attachmentId'], before, wanted);
    if (Object.keys(changes).length === 0) return before;
    if (before.ownerId === null) {
      const target = { type: 'QuickReply', id: replyId } as const;
      await recordAudit(transaction, agent, 'updateQuickReply', target, changes);
    }
    return transaction.quickReply.update({
      where: { id: replyId },
      data: { ...wanted, searchText: searchTextOf(wanted) },
    });
  });
}
