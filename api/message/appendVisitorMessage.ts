import type { Message, Session } from '../../prisma/generated/client/client.ts';
import { establishedDetails } from '../contactDetail/contactDetailRules.ts';
import { keepContactDetails } from '../contactDetail/keepContactDetails.ts';
import { readMessage } from '../contactDetail/readingRules.ts';
import type { Core } from '../core/core.ts';
import { inTransaction, queryWithin, type Transaction } from '../core/transaction.ts';
import { mayHoldContactData } from '../extraction/extractionRules.ts';
import { notificationsOfMessage } from '../notification/notificationEvents.ts';
import { messageSent, sessionMoved } from '../session/sessionEvents.ts';
import { lockVisitor } from '../visitor/visitorAccess.ts';
import { appendAtOnce } from './appendAtOnce.ts';
import { appendMessage, type NewMessage } from './appendMessage.ts';
import type { EarlierMessage, ReadWith } from './sessionToWriteIn.ts';

/**
 * Appends a visitor's message together with what it tells about the visitor: both are there or neither is, whenever the
 * process dies. What tells nothing costs one statement.
 * @param session as it was before @param readWith what the message is read with @returns the stored message; undefined as `appendMessage`
 */
export async function appendVisitorMessage(
  core: Core,
  session: Session,
  message: NewMessage,
  readWith: ReadWith = { earlier: [], details: [] },
): Promise<Message | undefined> {
  const { earlier, details } = readWith;
  if (!mayHoldContactData(message.text)) return appendAtOnce(core, session, message, readWith);
  const reading = readMessage(
    earlier.map(({ text }) => text),
    message.text,
    establishedDetails(details),
  );
  if (reading.extractions.length === 0) return appendAtOnce(core, session, message, readWith);
  return inTransaction(core, async (transaction, record) => {
    await lockVisitor(transaction, session.visitorId);
    const masked = { ...message, maskedText: reading.masked.get(earlier.length) ?? null };
    const sent = await appendMessage(queryWithin(transaction), masked);
    if (!sent) return undefined;
    record(
      messageSent(sent.message),
      ...sessionMoved(session, sent.session),
      ...notificationsOfMessage(sent),
    );
    await maskEarlier(transaction, session.id, earlier, reading.masked);
    const { visitorId } = session;
    const seqs = [...earlier.map(({ seq }) => seq), sent.message.seq];
    const read = { visitorId, sessionId: session.id, seqs };
    await keepContactDetails(core, transaction, record, read, reading.extractions);
    return sent.message;
  });
}

/** What only the message of now made recognisable as contact data is masked from now on too. */
async function maskEarlier(
  transaction: Transaction,
  sessionId: string,
  earlier: readonly EarlierMessage[],
  masked: ReadonlyMap<number, string>,
): Promise<void> {
  for (const [place, maskedText] of masked) {
    const seq = earlier[place]?.seq;
    if (seq !== undefined)
      await transaction.message.update({
        where: { sessionId_seq: { sessionId, seq } },
        data: { maskedText },
      });
  }
}
