import type { Attachment, Prisma } from '../../prisma/generated/client/client.ts';
import type { Actor } from '../core/actor.ts';
import type { Core } from '../core/core.ts';
import { NotFoundError } from '../core/errors.ts';
import type { Transaction } from '../core/transaction.ts';
import { usableBy } from '../quickReply/quickReplyAccess.ts';

/**
 * Which attachments an actor may put into messages and quick replies: those that they uploaded, and those of quick replies
 * that they may use. That somebody can see one does not make it theirs to pass on.
 */
function usableAttachments(actor: Actor): Prisma.AttachmentWhereInput {
  if (actor.kind === 'visitor') return { visitorId: actor.visitorId, discardedAt: null };
  if (actor.kind === 'anonymous') return { id: { in: [] } };
  return {
    OR: [{ agentId: actor.agentId }, { quickReplies: { some: usableBy(actor) } }],
    discardedAt: null,
  };
}

/** An attachment that is to be sent; undefined for what is missing or not the actor's to use. */
export async function findAttachmentToUse(
  core: Core,
  actor: Actor,
  attachmentId: string,
  transaction: Transaction = core.database.prisma,
): Promise<Attachment | undefined> {
  const found = await transaction.attachment.findFirst({
    where: { AND: [{ id: attachmentId }, usableAttachments(actor)] },
  });
  return found ?? undefined;
}

/**
 * The id of what is to be kept with a quick reply, checked against what the actor may use; null takes away what is there.
 * @throws NotFoundError
 */
export async function attachmentIdToKeep(
  core: Core,
  actor: Actor,
  attachmentId: string | null,
  transaction: Transaction,
): Promise<string | null> {
  if (attachmentId === null) return null;
  const found = await findAttachmentToUse(core, actor, attachmentId, transaction);
  if (!found) throw new NotFoundError('attachment');
  return found.id;
}

/** Attachments that neither a message nor a reply has, and that are nobody's avatar. */
export const unused = {
  messages: { none: {} },
  quickReplies: { none: {} },
  avatarOf: { none: {} },
} satisfies Prisma.AttachmentWhereInput;
