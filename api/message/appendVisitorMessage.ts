import type { Message, Session } from '../../prisma/generated/client/client.ts';
import { keepContactDetails } from '../contactDetail/keepContactDetails.ts';
import { readMessage } from '../contactDetail/readingRules.ts';
import type { Core } from '../core/core.ts';
import { inTransaction, type Transaction } from '../core/transaction.ts';
import { mayHoldContactData } from '../extraction/extractionRules.ts';
import { notificationsOfMessage } from '../notification/notificationEvents.ts';
import { messageSent, sessionMoved } from '../session/sessionEvents.ts';
import { lockVisitor } from '../visitor/visitorAccess.ts';
import { appendAtOnce } from './appendAtOnce.ts';
import { appendMessage, type NewMessage } from './appendMessage.ts';

/** How many of a visitor's messages are read together: more than anybody needs to give a number in pieces. */
const readTogether = 20;
/** And how many characters before the message: who gives a number in pieces writes short ones, and all of it is read anew. */
const charactersTogether = 500;

type Earlier = Pick<Message, 'seq' | 'text'>;

/**
 * Appends a visitor's message together with what it tells about the visitor: both are there or neither is, whenever the
 * process dies. What cannot tell anything costs the one statement; what might, one more that reads the messages before.
 * @param session as it was before @returns the stored message; undefined as `appendMessage`
 * @throws the driver's error 23505 when the same clientId was stored at the same instant
 */
export async function appendVisitorMessage(
  core: Core,
  session: Session,
  message: NewMessage,
): Promise<Message | undefined> {
  if (!mayHoldContactData(message.text)) return appendAtOnce(core, session, message);
  const before = session.lastSeq === 0 ? [] : await earlierMessages(core, session.id);
  const reading = readMessage(
    before.map(({ text }) => text),
    message.text,
  );
  if (reading.extractions.length === 0) return appendAtOnce(core, session, message);
  return inTransaction(core, async (transaction, record) => {
    await lockVisitor(transaction, session.visitorId);
    const masked = { ...message, maskedText: reading.masked.get(before.length) ?? null };
    const sent = await appendMessage((sql, values) => transaction.$queryRawUnsafe(sql, ...values), masked);
    if (!sent) return undefined;
    record(
      messageSent(sent.message),
      ...sessionMoved(session, sent.session),
      ...notificationsOfMessage(sent),
    );
    await maskEarlier(transaction, session.id, before, reading.masked);
    const { visitorId } = session;
    const seqs = [...before.map(({ seq }) => seq), sent.message.seq];
    const read = { visitorId, sessionId: session.id, seqs };
    await keepContactDetails(core, transaction, record, read, reading.extractions);
    return sent.message;
  });
}

/** The visitor's last messages in a session, oldest first, as far back as they are read together. */
async function earlierMessages(core: Core, sessionId: string): Promise<Earlier[]> {
  const latestFirst = await core.database.query<Earlier>(
    `SELECT "seq", "text" FROM "Message" WHERE "sessionId" = $1::uuid AND "author" = 'VISITOR'
    ORDER BY "seq" DESC LIMIT ${readTogether}`,
    [sessionId],
  );
  let characters = 0;
  const near = latestFirst.filter(({ text }) => (characters += text.length) <= charactersTogether);
  return near.reverse();
}

/** What only the message of now made recognisable as contact data is masked from now on too. */
async function maskEarlier(
  transaction: Transaction,
  sessionId: string,
  before: readonly Earlier[],
  masked: ReadonlyMap<number, string>,
): Promise<void> {
  for (const [place, maskedText] of masked) {
    const seq = before[place]?.seq;
    if (seq !== undefined)
      await transaction.message.update({
        where: { sessionId_seq: { sessionId, seq } },
        data: { maskedText },
      });
  }
}
