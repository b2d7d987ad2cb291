import type { Session } from '../../prisma/generated/client/client.ts';
import type { Core } from '../core/core.ts';
import type { RecordEvents, Transaction } from '../core/transaction.ts';
import { sessionChanged } from '../session/sessionEvents.ts';
import type { Candidate, Decision } from './assignmentRules.ts';
import { asKept } from './giveSession.ts';

/**
 * Has the sessions of a site that nobody answers wait for this reason: in the queue, or for somebody to come; who waits
 * for an answer then has left a message, and
 * the scripts are asked for all. Writes and tells only what is new, whatever the length of the queue. The caller holds the assignment's lock.
 */
export async function keepWaiting(
  core: Core,
  transaction: Transaction,
  record: RecordEvents,
  siteId: string,
  reason: Decision['reason'],
  candidates: readonly Candidate[],
  arrivedIds: readonly string[],
): Promise<void> {
  const now = core.clock.now();
  const isQueued = reason === 'QUEUED';
  const changed = await transaction.$queryRaw<Session[]>`
    WITH changed AS (
    UPDATE "Session" SET "version" = "version" + 1,
      "queuedAt" = CASE WHEN ${isQueued} THEN COALESCE("queuedAt", ${now}::timestamptz) END,
      "leftMessageAt" = CASE WHEN ${isQueued} THEN "leftMessageAt" ELSE COALESCE("leftMessageAt", "waitingSince") END,
      "scriptDueAt" = CASE WHEN EXISTS (SELECT 1 FROM "Script" WHERE "isEnabled" AND ("siteId" IS NULL OR "siteId" = ${siteId}::uuid))
        THEN ${now}::timestamptz ELSE "scriptDueAt" END
    WHERE "siteId" = ${siteId}::uuid AND "ownerId" IS NULL AND "endedAt" IS NULL
      AND (("queuedAt" IS NULL) = ${isQueued} OR "id" = ANY (${[...arrivedIds]}::uuid[])
        OR (NOT ${isQueued} AND "leftMessageAt" IS NULL AND "waitingSince" IS NOT NULL))
    RETURNING *
    ), decisions AS (
      INSERT INTO "Assignment" ("id", "sessionId", "decidedAt", "reason", "candidates")
      SELECT gen_random_uuid(), "id", ${now}::timestamptz, ${reason}::"AssignmentReason", ${asKept(candidates)}::jsonb
      FROM changed
    ), logged AS (
      INSERT INTO "Event" ("at", "type", "siteId", "visitorId", "sessionId", "reason")
      SELECT ${now}::timestamptz, 'SESSION_WAITING', "siteId", "visitorId", "id", ${reason} FROM changed
    ), left_messages AS (
      INSERT INTO "Event" ("at", "type", "siteId", "visitorId", "sessionId")
      SELECT ${now}::timestamptz, 'MESSAGE_LEFT', "siteId", "visitorId", "id"
      FROM changed JOIN (SELECT "id", "leftMessageAt" AS "leftBefore" FROM "Session") before USING ("id")
      WHERE "leftMessageAt" IS NOT NULL AND "leftBefore" IS NULL
    )
    SELECT * FROM changed`;
  for (const session of changed) record(...sessionChanged(session, session));
}
