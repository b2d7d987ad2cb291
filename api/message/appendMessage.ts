import type { Message, Session } from '../../prisma/generated/client/client.ts';
import type { AttachmentKind } from '../../prisma/generated/client/enums.ts';
import type { SentText } from '../suggestion/sentText.ts';
import { previewOf } from './messageRules.ts';

/** A message before it has its number; whether it is withheld is the session's to say. */
export interface NewMessage extends Omit<Message, 'seq' | 'isWithheld' | 'recalledAt' | 'mentionedAgentIds'> {
  /** Of what it brings beside its text; null when nothing. */
  attachmentKind: AttachmentKind | null;
  /** When the scripts are asked next, as far as this message decides it; null when they need not be. */
  scriptDueAt: Date | null;
  /** Whom an internal note calls. */
  mentionedAgentIds?: string[];
  /** What is to be suggested to the agent when they begin to type it again. */
  sentText?: SentText | undefined;
}

/** Runs one statement: on the connection of a transaction, or on a free one. */
export type RunStatement = <Row>(text: string, values: readonly unknown[]) => Promise<Row[]>;

const isWithheld = `($3::text = 'VISITOR' AND "doNotDisturbSince" IS NOT NULL)`;
/** What people said to each other: not what the system writes, nor what agents note among themselves. */
const isSaid = `($3::text <> 'SYSTEM' AND NOT $12::boolean)`;
const isAnswer = `($3::text = 'AGENT' AND ${isSaid})`;
/** What was said and agents get to see: this alone counts in the lists. */
const counts = `(${isSaid} AND NOT ${isWithheld})`;
const countsOfVisitor = `($3::text = 'VISITOR' AND ${counts})`;

// One statement numbers the message, keeps it and brings the session's columns up to date. The row lock that UPDATE
// takes is what makes numbers gapless and in commit order: who comes second waits for the first one's commit.
// It is raw SQL because Prisma cannot say it in one statement, and this is what the product does most.
// What a visitor wrote is to be pushed (`deliverPushes`) to the browsers of whoever is notified of it: the twin of
// `notificationsOfMessage`, so that no message goes unnoticed because this process died behind its commit.
// What people and scripts said is logged with it, but for what is withheld: that is when it is let through (`setDoNotDisturb`).
// An ended session, or a clientId that is known already, updates and inserts nothing and answers with no row.
// Two retries at the same instant pass that check together; the second then breaks the unique key.
// A visitor who writes without a connection is there all the same; one who left a message has, once it is answered, the
// grace period anew. What people say makes scripts that would have spoken later wait anew; what is due already stays due.
const statement = `
WITH numbered AS (
  UPDATE "Session" SET
    "version" = "version" + 1,
    "lastSeq" = "lastSeq" + 1,
    "lastMessageAt" = CASE WHEN ${counts} THEN $9::timestamptz ELSE "lastMessageAt" END,
    "lastMessageAuthor" = CASE WHEN ${counts} THEN $3::"MessageAuthor" ELSE "lastMessageAuthor" END,
    "lastMessageText" = CASE WHEN ${counts} THEN $8::text ELSE "lastMessageText" END,
    "lastMessageMaskedText" = CASE WHEN ${counts} THEN $14::text ELSE "lastMessageMaskedText" END,
    "lastMessageAttachment" = CASE WHEN ${counts} THEN $16::"AttachmentKind" ELSE "lastMessageAttachment" END,
    "activeAt" = CASE WHEN ${counts} THEN $9::timestamptz ELSE "activeAt" END,
    "visitorSpokeAt" = CASE WHEN $3::text = 'VISITOR' THEN COALESCE("visitorSpokeAt", $9::timestamptz) ELSE "visitorSpokeAt" END,
    "waitingSince" = CASE
      WHEN ${countsOfVisitor} THEN COALESCE("waitingSince", $9::timestamptz)
      WHEN ${isAnswer} THEN NULL
      ELSE "waitingSince" END,
    "leftMessageAt" = CASE
      WHEN ${countsOfVisitor} AND "ownerId" IS NULL AND "queuedAt" IS NULL THEN COALESCE("leftMessageAt", $9::timestamptz)
      WHEN ${isAnswer} THEN NULL
      ELSE "leftMessageAt" END,
    "visitorGoneSince" = CASE
      WHEN "visitorGoneSince" IS NOT NULL AND ($3::text = 'VISITOR' OR (${isAnswer} AND "leftMessageAt" IS NOT NULL))
        THEN $9::timestamptz
      ELSE "visitorGoneSince" END,
    "unreadCount" = "unreadCount" + CASE WHEN ${countsOfVisitor} THEN 1 ELSE 0 END,
    "withheldCount" = "withheldCount" + CASE WHEN ${isWithheld} THEN 1 ELSE 0 END,
    "scriptDueAt" = CASE
      WHEN NOT ${isSaid} OR "scriptDueAt" <= $9::timestamptz + interval '5 seconds' THEN "scriptDueAt"
      ELSE $17::timestamptz END
  WHERE "id" = $1::uuid AND "endedAt" IS NULL
    AND NOT EXISTS (SELECT 1 FROM "Message" WHERE "sessionId" = $1::uuid AND "clientId" = $2::text)
  RETURNING *
), kept AS (
  INSERT INTO "Message" ("sessionId", "seq", "clientId", "author", "agentId", "authorName", "notice", "text", "createdAt",
    "agentName", "about", "isInternal", "maskedText", "attachmentId", "scriptKind", "scriptId", "isWithheld",
    "mentionedAgentIds")
  SELECT "id", "lastSeq", $2::text, $3::"MessageAuthor", $4::uuid, $5::text, $6::"Notice", $7::text, $9::timestamptz,
    $10::text, $11::text, $12::boolean, $13::text, $15::uuid, $18::"ScriptKind", $19::uuid, ${isWithheld},
    $20::uuid[] FROM numbered
), logged AS (
  INSERT INTO "Event" ("at", "type", "siteId", "visitorId", "sessionId", "seq", "agentId")
  SELECT $9::timestamptz, e."type"::"EventType", "siteId", "visitorId", "id", "lastSeq", $4::uuid
  FROM numbered CROSS JOIN LATERAL (
    SELECT 'MESSAGE_SENT' AS "type" UNION ALL SELECT 'MESSAGE_LEFT' WHERE "leftMessageAt" = $9::timestamptz AND $3::text = 'VISITOR'
  ) e
  WHERE ${counts} OR $18::"ScriptKind" IS NOT NULL
), pushed AS (
  INSERT INTO "PendingPush" ("agentId", "sessionId", "kind", "mark", "raisedAt", "nextAttemptAt")
  SELECT r."agentId", "id", r."kind"::"NotificationKind", "lastSeq", $9::timestamptz, $9::timestamptz
  FROM numbered CROSS JOIN LATERAL (
    SELECT p."agentId", 'MESSAGE_RECEIVED' AS "kind" FROM "PushSubscription" p WHERE p."agentId" = numbered."ownerId"
    UNION
    SELECT a."id", 'MESSAGE_LEFT' FROM "PushSubscription" p
    JOIN "Agent" a ON a."id" = p."agentId" AND a."departmentId" = numbered."departmentId"
    JOIN "Role" ON "Role"."id" = a."roleId" AND 'SEE_OWN_SESSIONS' = ANY ("Role"."permissions")
    WHERE numbered."leftMessageAt" = $9::timestamptz
  ) r
  WHERE ${countsOfVisitor}
  ON CONFLICT ("agentId", "sessionId", "kind") DO UPDATE SET "mark" = EXCLUDED."mark",
    "raisedAt" = EXCLUDED."raisedAt", "nextAttemptAt" = EXCLUDED."nextAttemptAt", "attemptsCount" = 0
), remembered AS (
  INSERT INTO "SentText" ("agentId", "hash", "text", "count", "lastSentAt")
  SELECT $4::uuid, $21::text, $22::text, 1, $9::timestamptz FROM numbered WHERE $21::text IS NOT NULL
  ON CONFLICT ("agentId", "hash") DO UPDATE
  SET "count" = "SentText"."count" + 1, "lastSentAt" = EXCLUDED."lastSentAt"
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
  { attachmentKind, scriptDueAt, mentionedAgentIds = [], sentText, ...message }: NewMessage,
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
    message.agentName,
    message.about,
    message.isInternal,
    message.maskedText,
    message.maskedText === null ? null : previewOf(message.maskedText),
    message.attachmentId,
    attachmentKind,
    scriptDueAt,
    message.scriptKind,
    message.scriptId,
    mentionedAgentIds,
    sentText?.hash ?? null,
    sentText?.text ?? null,
  ]);
  if (!session) return undefined;
  const isWithheld = message.author === 'VISITOR' && session.doNotDisturbSince !== null;
  return {
    message: { ...message, seq: session.lastSeq, isWithheld, mentionedAgentIds, recalledAt: null },
    session,
  };
}
