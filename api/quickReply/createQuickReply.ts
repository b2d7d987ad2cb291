import { z } from 'zod';
import type { QuickReply } from '../../prisma/generated/client/client.ts';
import { attachmentIdToKeep } from '../attachment/attachmentAccess.ts';
import { changesBetween, recordAudit } from '../audit/recordAudit.ts';
import { asAgent, type Actor } from '../core/actor.ts';
import type { Core } from '../core/core.ts';
import { checkInput, id } from '../core/input.ts';
import { inTransaction } from '../core/transaction.ts';
import { getCategoryOf, lockReplies, ownerFor } from './quickReplyAccess.ts';
import { anyContent, assertSendable, replyShape, searchTextOf } from './quickReplyRules.ts';

const shape = replyShape.extend({
  isPublic: z.boolean(),
  categoryId: id.nullish(),
  content: anyContent,
  attachmentId: id.nullish(),
});

/**
 * Makes a quick reply, personal or public; it comes last in its category.
 * @throws InvalidInputError, NotAllowedError, NotFoundError
 */
export async function createQuickReply(
  core: Core,
  actor: Actor,
  input: z.input<typeof shape>,
): Promise<QuickReply> {
  const { isPublic, categoryId, title, content, attachmentId = null } = checkInput(shape, input);
  assertSendable({ content, attachmentId });
  const agent = asAgent(actor);
  const ownerId = ownerFor(agent, isPublic);
  return inTransaction(core, async (transaction) => {
    await lockReplies(transaction);
    const place = { ownerId, categoryId: await getCategoryOf(transaction, ownerId, categoryId ?? null) };
    const { _max } = await transaction.quickReply.aggregate({ where: place, _max: { position: true } });
    const position = (_max.position ?? -1) + 1;
    const searchText = searchTextOf({ title, content });
    const reply = await transaction.quickReply.create({
      data: {
        ...place,
        title,
        content,
        searchText,
        position,
        attachmentId: await attachmentIdToKeep(core, agent, attachmentId, transaction),
      },
    });
    if (isPublic) {
      const changes = changesBetween(['title', 'content', 'attachmentId'], {}, reply);
      await recordAudit(
        transaction,
        agent,
        'createQuickReply',
        { type: 'QuickReply', id: reply.id },
        changes,
      );
    }
    return reply;
  });
}
