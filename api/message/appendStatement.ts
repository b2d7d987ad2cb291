import { asJson } from '../core/rowAsJson.ts';

/** What the statement is told of a message. */
export const columns = [
  ['sessionId', 'uuid'],
  ['clientId', 'text'],
  ['author', '"MessageAuthor"'],
  ['agentId', 'uuid'],
  ['agentName', 'text'],
  ['authorName', 'text'],
  ['notice', '"Notice"'],
  ['about', 'text'],
  ['isInternal', 'boolean'],
  ['text', 'text'],
  ['preview', 'text'],
  ['maskedText', 'text'],
  ['maskedPreview', 'text'],
  ['attachmentId', 'uuid'],
  ['attachmentKind', '"AttachmentKind"'],
  ['scriptKind', '"ScriptKind"'],
  ['scriptId', 'uuid'],
  ['scriptDueAt', 'timestamptz'],
  ['mentionedAgentIds', 'uuid[]'],
  ['createdAt', 'timestamptz'],
  ['sentTextHash', 'text'],
  ['sentText', 'text'],
  ['ifVersion', 'int'],
] as const;
export type ColumnName = (typeof columns)[number][0];

/** One of the messages that are appended is `m`, its session `s`. */
const isWithheld = `(m."author" = 'VISITOR' AND s."doNotDisturbSince" IS NOT NULL)`;
/** What people said to each other: not what the system writes, nor what agents note among themselves. */
const isSaid = `(m."author" <> 'SYSTEM' AND NOT m."isInternal")`;
const isAnswer = `(m."author" = 'AGENT' AND ${isSaid})`;
/** What was said and agents get to see: this alone counts in the lists. */
const counts = `(${isSaid} AND NOT ${isWithheld})`;
const countsOfVisitor = `(m."author" = 'VISITOR' AND ${counts})`;

// One statement numbers the messages, keeps them and brings their sessions' columns up to date. The row lock that it begins
// with is what makes numbers gapless and in commit order: who comes second waits for the first one's commit, and goes on
// from there. It is raw SQL because Prisma cannot say it in one statement, and this is what the product does most.
// "Message" is only inserted into, never read: reading would look into every month's partition while the sessions are not
// known, and make PostgreSQL plan the statement anew each time. The unique key finds what is known already.
// Locked in one order, so that two processes do not wait for each other. By arrays, because of them few are expected.
// What a visitor wrote is to be pushed (`deliverPushes`) to the browsers of whoever is notified of it: the twin of
// `notificationsOfMessage`, so that no message goes unnoticed because this process died behind its commit.
// What people and scripts said is logged with it, but for what is withheld: that is when it is let through (`setDoNotDisturb`).
// An ended session, one that is of another version than the message was written for, or a clientId that is known already,
// updates and inserts nothing and answers with no row.
// A visitor who writes without a connection is there all the same; one who left a message has, once it is answered, the
// grace period anew. What people say makes scripts that would have spoken later wait anew; what is due already stays due.
const statementFrom = (source: string, sessions: 'all' | 'free') => `
WITH m AS (
  ${source}
), locked AS MATERIALIZED (
  SELECT s.* FROM "Session" s WHERE s."id" = ANY (ARRAY (SELECT "sessionId" FROM m)) AND s."endedAt" IS NULL
  ORDER BY s."id" FOR NO KEY UPDATE ${sessions === 'free' ? 'SKIP LOCKED' : ''}
), kept AS (
  INSERT INTO "Message" ("sessionId", "seq", "clientId", "author", "agentId", "authorName", "notice", "text", "createdAt",
    "agentName", "about", "isInternal", "maskedText", "attachmentId", "scriptKind", "scriptId", "isWithheld",
    "mentionedAgentIds")
  SELECT s."id", s."lastSeq" + 1, m."clientId", m."author", m."agentId", m."authorName", m."notice", m."text", m."createdAt",
    m."agentName", m."about", m."isInternal", m."maskedText", m."attachmentId", m."scriptKind", m."scriptId", ${isWithheld},
    m."mentionedAgentIds"
  FROM locked s JOIN m ON m."sessionId" = s."id" AND COALESCE(m."ifVersion" = s."version", true)
  ON CONFLICT ("sessionId", "clientId") DO NOTHING
  RETURNING "sessionId"
), numbered AS (
  UPDATE "Session" s SET
    "version" = s."version" + 1,
    "lastSeq" = s."lastSeq" + 1,
    "lastMessageAt" = CASE WHEN ${counts} THEN m."createdAt" ELSE s."lastMessageAt" END,
    "lastMessageAuthor" = CASE WHEN ${counts} THEN m."author" ELSE s."lastMessageAuthor" END,
    "lastMessageText" = CASE WHEN ${counts} THEN m."preview" ELSE s."lastMessageText" END,
    "lastMessageMaskedText" = CASE WHEN ${counts} THEN m."maskedPreview" ELSE s."lastMessageMaskedText" END,
    "lastMessageAttachment" = CASE WHEN ${counts} THEN m."attachmentKind" ELSE s."lastMessageAttachment" END,
    "activeAt" = CASE WHEN ${counts} THEN m."createdAt" ELSE s."activeAt" END,
    "visitorSpokeAt" = CASE WHEN m."author" = 'VISITOR' THEN COALESCE(s."visitorSpokeAt", m."createdAt") ELSE s."visitorSpokeAt" END,
    "waitingSince" = CASE
      WHEN ${countsOfVisitor} THEN COALESCE(s."waitingSince", m."createdAt")
      WHEN ${isAnswer} THEN NULL
      ELSE s."waitingSince" END,
    "leftMessageAt" = CASE
      WHEN ${countsOfVisitor} AND s."ownerId" IS NULL AND s."queuedAt" IS NULL THEN COALESCE(s."leftMessageAt", m."createdAt")
      WHEN ${isAnswer} THEN NULL
      ELSE s."leftMessageAt" END,
    "visitorGoneSince" = CASE
      WHEN s."visitorGoneSince" IS NOT NULL AND (m."author" = 'VISITOR' OR (${isAnswer} AND s."leftMessageAt" IS NOT NULL))
        THEN m."createdAt"
      ELSE s."visitorGoneSince" END,
    "unreadCount" = s."unreadCount" + CASE WHEN ${countsOfVisitor} THEN 1 ELSE 0 END,
    "withheldCount" = s."withheldCount" + CASE WHEN ${isWithheld} THEN 1 ELSE 0 END,
    "scriptDueAt" = CASE
      WHEN NOT ${isSaid} OR s."scriptDueAt" <= m."createdAt" + interval '5 seconds' THEN s."scriptDueAt"
      ELSE m."scriptDueAt" END
  FROM m
  WHERE s."id" = ANY (ARRAY (SELECT "sessionId" FROM kept)) AND s."id" = m."sessionId"
  RETURNING s.*
), logged AS (
  INSERT INTO "Event" ("at", "type", "siteId", "visitorId", "sessionId", "seq", "agentId")
  SELECT m."createdAt", e."type"::"EventType", s."siteId", s."visitorId", s."id", s."lastSeq", m."agentId"
  FROM numbered s JOIN m ON m."sessionId" = s."id" CROSS JOIN LATERAL (
    SELECT 'MESSAGE_SENT' AS "type" UNION ALL
    SELECT 'MESSAGE_LEFT' WHERE s."leftMessageAt" = m."createdAt" AND m."author" = 'VISITOR'
  ) e
  WHERE ${counts} OR m."scriptKind" IS NOT NULL
), pushed AS (
  INSERT INTO "PendingPush" ("agentId", "sessionId", "kind", "mark", "raisedAt", "nextAttemptAt")
  SELECT r."agentId", s."id", r."kind"::"NotificationKind", s."lastSeq", m."createdAt", m."createdAt"
  FROM numbered s JOIN m ON m."sessionId" = s."id" CROSS JOIN LATERAL (
    SELECT p."agentId", 'MESSAGE_RECEIVED' AS "kind" FROM "PushSubscription" p WHERE p."agentId" = s."ownerId"
    UNION
    SELECT a."id", 'MESSAGE_LEFT' FROM "PushSubscription" p
    JOIN "Agent" a ON a."id" = p."agentId" AND a."departmentId" = s."departmentId"
    JOIN "Role" ON "Role"."id" = a."roleId" AND 'SEE_OWN_SESSIONS' = ANY ("Role"."permissions")
    WHERE s."leftMessageAt" = m."createdAt"
  ) r
  WHERE ${countsOfVisitor}
  ON CONFLICT ("agentId", "sessionId", "kind") DO UPDATE SET "mark" = EXCLUDED."mark",
    "raisedAt" = EXCLUDED."raisedAt", "nextAttemptAt" = EXCLUDED."nextAttemptAt", "attemptsCount" = 0
), remembered AS (
  INSERT INTO "SentText" ("agentId", "hash", "text", "count", "lastSentAt")
  SELECT m."agentId", m."sentTextHash", min(m."sentText"), count(*), max(m."createdAt")
  FROM numbered s JOIN m ON m."sessionId" = s."id" WHERE m."sentTextHash" IS NOT NULL
  GROUP BY m."agentId", m."sentTextHash" ORDER BY 1, 2
  ON CONFLICT ("agentId", "hash") DO UPDATE
  SET "count" = "SentText"."count" + EXCLUDED."count", "lastSentAt" = EXCLUDED."lastSentAt"
)
SELECT ${asJson('numbered')} AS "session" FROM numbered`;
/** Appends the message whose columns are the parameters; answers with its session as JSON, or with no row. */
export const appendOne = statementFrom(
  `SELECT ${columns.map(([name, type], n) => `$${n + 1}::${type} AS "${name}"`).join(', ')}`,
  'all',
);
/**
 * Appends the messages of a JSON array, one for each session, but those of sessions that are locked; answers with the sessions
 * of those that were appended, each as JSON.
 */
export const appendMany = statementFrom(
  `SELECT * FROM jsonb_to_recordset($1::jsonb) AS given (${columns.map(([name, type]) => `"${name}" ${type}`).join(', ')})`,
  'free',
);
