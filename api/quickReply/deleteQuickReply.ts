import { z } from 'zod';
import { recordAudit } from '../audit/recordAudit.ts';
import { asAgent, type Actor } from '../core/actor.ts';
import type { Core } from '../core/core.ts';
import { checkInput, id } from '../core/input.ts';
import { inTransaction } from '../core/transaction.ts';
import { getReplyToChange, lockReplies } from './quickReplyAccess.ts';

const shape = z.object({ replyId: id });

/** Deletes a quick reply. @returns its id @throws InvalidInputError, NotFoundError, NotAllowedError */
export async function deleteQuickReply(
  core: Core,
  actor: Actor,
  input: z.input<typeof shape>,
): Promise<string> {
  const { replyId } = checkInput(shape, input);
  const agent = asAgent(actor);
  return inTransaction(core, async (transaction) => {
    await lockReplies(transaction);
    const reply = await getReplyToChange(transaction, agent, replyId);
    await transaction.quickReply.delete({ where: { id: replyId } });
    if (reply.ownerId === null) {
      const changes = {
        title: { before: reply.title, after: null },
        content: { before: reply.content, after: null },
      };
      await recordAudit(transaction, agent, 'deleteQuickReply', { type: 'QuickReply', id: replyId }, changes);
    }
    return replyId;
  });
}
