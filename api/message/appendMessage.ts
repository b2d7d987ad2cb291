import type { Message, Session } from '../../prisma/generated/client/client.ts';
import { previewOf } from './messageRules.ts';

/** A message before it has its number. */
export type NewMessage = Omit<Message, 'seq'>;

/** Runs one statement: on the connection of a transaction, or on a free one. */
export type RunStatement = <Row>(text: string, values: readonly unknown[]) => Promise<Row[]>;

// One statement numbers the message, keeps it and brings the session's columns up to date. The row lock that UPDATE
// takes is what makes numbers gapless and in commit order: who comes second waits for the first one's commit.
// It is raw SQL because Prisma cannot say it in one statement, and this is what the product does most.
// An ended session, or a clientId that is known already, updates and inserts nothing and answers with no row.
// Two retries at the same instant pass that check together; the second then breaks the unique key.
const statement = `
WITH numbered AS (
  UPDATE "Session" SET
    "version" = "version" + 1,
    "lastSeq" = "lastSeq" + 1,
    "lastMessageAt" = $9::timestamptz,
    "lastMessageAuthor" = $3::"MessageAuthor",
    "lastMessageText" = $8::text,
    "activeAt" = $9::timestamptz,
    "ownerId" = COALESCE("ownerId", $4::uuid),
    "queuedAt" = CASE WHEN $4::uuid IS NULL THEN "queuedAt" END,
    "visitorSpokeAt" = CASE WHEN $3::text = 'VISITOR' THEN COALESCE("visitorSpokeAt", $9::timestamptz) ELSE "visitorSpokeAt" END,
    "waitingSince" = CASE $3::text
      WHEN 'VISITOR' THEN COALESCE("waitingSince", $9::timestamptz)
      WHEN 'AGENT' THEN NULL
      ELSE "waitingSince" END,
    "unreadCount" = "unreadCount" + CASE WHEN $3::text = 'VISITOR' THEN 1 ELSE 0 END
  WHERE "id" = $1::uuid AND "endedAt" IS NULL
    AND NOT EXISTS (SELECT 1 FROM "Message" WHERE "sessionId" = $1::uuid AND "clientId" = $2::text)
  RETURNING *
), kept AS (
  INSERT INTO "Message" ("sessionId", "seq", "clientId", "author", "agentId", "authorName", "notice", "text", "createdAt")
  SELECT "id", "lastSeq", $2::text, $3::"MessageAuthor", $4::uuid, $5::text, $6::"Notice", $7::text, $9::timestamptz FROM numbered
)
SELECT * FROM numbered`;

/**
 * Appends a message to a live session.
 * @returns the stored message and the session as it is now; undefined when the session has ended or the message with
 *   this clientId is already there.
 * @throws the driver's error 23505 when the same clientId was stored at the same instant.
 */
export async function appendMessage(
  run: RunStatement,
  message: NewMessage,
): Promise<{ message: Message; session: Session } | undefined> {
  const [session] = await run<Session>(statement, [
    message.sessionId,
    message.clientId,
    message.author,
    message.agentId,
    message.authorName,
    message.notice,
    message.text,
    previewOf(message.text),
    message.createdAt,
  ]);
  return session && { message: { ...message, seq: session.lastSeq }, session };
}
