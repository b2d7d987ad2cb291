import { z } from 'zod';
import type { Message, Session } from '../../prisma/generated/client/client.ts';
import { discardAttachments } from '../attachment/discardAttachments.ts';
import { removeAttachments } from '../attachment/removeAttachments.ts';
import { recordAudit } from '../audit/recordAudit.ts';
import { asAgent, type Actor } from '../core/actor.ts';
import type { Core } from '../core/core.ts';
import { NotAllowedError, NotFoundError } from '../core/errors.ts';
import { checkInput, id } from '../core/input.ts';
import { inTransaction, type Transaction } from '../core/transaction.ts';
import { logEvents } from '../event/logEvents.ts';
import { unindexTalk } from '../search/unindexTalk.ts';
import { getSessionFor, lockSession } from '../session/sessionAccess.ts';
import { messageRecalled, sessionChanged } from '../session/sessionEvents.ts';
import { forgetSentText } from '../suggestion/forgetSentText.ts';
import { TooLateToRecallError } from './messageErrors.ts';
import { recallableUntil } from './recallRules.ts';

const shape = z.object({ sessionId: id, seq: z.int().min(1) });

/**
 * Takes back an own message, or internal note, within two minutes: its text and what it brought are kept nowhere any
 * more, and both sides see only that there was one. Also after the session has ended; done again it changes nothing.
 * @throws InvalidInputError, NotFoundError, NotSignedInError, NotAllowedError for what somebody else wrote,
 *   TooLateToRecallError
 */
export async function recallMessage(
  core: Core,
  actor: Actor,
  input: z.input<typeof shape>,
): Promise<Message> {
  const { sessionId, seq } = checkInput(shape, input);
  const agent = asAgent(actor);
  const { recalled, discardedIds } = await inTransaction(core, async (transaction, record) => {
    // Locked before it is read: a message that comes at this instant is then either seen here, or sent after.
    await lockSession(transaction, sessionId);
    const session = await getSessionFor(core, agent, sessionId, transaction);
    const where = { sessionId_seq: { sessionId, seq } };
    const message = await transaction.message.findUnique({ where });
    if (!message) throw new NotFoundError('message');
    if (message.author !== 'AGENT' || message.agentId !== agent.agentId) throw new NotAllowedError();
    const until = recallableUntil(agent, message);
    if (!until) return { recalled: message, discardedIds: [] };
    const now = core.clock.now();
    if (until < now) throw new TooLateToRecallError();
    const recalled = await transaction.message.update({
      where,
      data: { text: '', maskedText: null, attachmentId: null, mentionedAgentIds: [], recalledAt: now },
    });
    const { attachmentId } = message;
    const discardedIds = attachmentId
      ? await discardAttachments(core, transaction, { id: attachmentId })
      : [];
    await transaction.mention.deleteMany({ where: { sessionId, seq } });
    await unindexTalk(transaction, sessionId, seq);
    await forgetSentText(transaction, agent, message.text);
    const changed = await countRecalled(transaction, session, message);
    await recordAudit(transaction, agent, 'recallMessage', { type: 'Session', id: sessionId });
    if (!message.isInternal) {
      const { visitorId, siteId } = session;
      const cause = { siteId, visitorId, sessionId, seq, agentId: agent.agentId } as const;
      await logEvents(core, transaction, { type: 'MESSAGE_RECALLED', ...cause });
    }
    record(messageRecalled(recalled), ...sessionChanged(session, changed));
    return { recalled, discardedIds };
  });
  await removeAttachments(core, discardedIds);
  return recalled;
}

/** Where lists show what was taken back, they show it no more. */
function countRecalled(transaction: Transaction, session: Session, message: Message): Promise<Session> {
  const isPreviewed =
    !message.isInternal &&
    session.lastMessageAuthor === 'AGENT' &&
    session.lastMessageAt?.getTime() === message.createdAt.getTime();
  return transaction.session.update({
    where: { id: session.id },
    data: {
      version: { increment: 1 },
      recalledCount: { increment: 1 },
      ...(isPreviewed && { lastMessageText: '', lastMessageMaskedText: null, lastMessageAttachment: null }),
    },
  });
}
