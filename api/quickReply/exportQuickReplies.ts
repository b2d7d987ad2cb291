import { z } from 'zod';
import { asAgent, type Actor } from '../core/actor.ts';
import type { Core } from '../core/core.ts';
import { checkInput } from '../core/input.ts';
import { inOrder } from './quickReplyAccess.ts';
import { writeReplyFile } from './replyFileRules.ts';

const shape = z.object({ isPublic: z.boolean() });

/** All public replies, or all of one's own, as CSV in their order. @throws InvalidInputError, NotSignedInError */
export async function exportQuickReplies(
  core: Core,
  actor: Actor,
  input: z.input<typeof shape>,
): Promise<string> {
  const { isPublic } = checkInput(shape, input);
  const { agentId } = asAgent(actor);
  const replies = await core.database.prisma.quickReply.findMany({
    where: { ownerId: isPublic ? null : agentId },
    include: { category: true },
    orderBy: inOrder,
  });
  return writeReplyFile(
    replies.map(({ category, title, content }) => ({ category: category?.name ?? '', title, content })),
  );
}
