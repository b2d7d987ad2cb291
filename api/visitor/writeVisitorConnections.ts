import type { Session } from '../../prisma/generated/client/client.ts';
import { lockAssignment } from '../assignment/lockAssignment.ts';
import type { Core } from '../core/core.ts';
import { inTransaction, type Transaction } from '../core/transaction.ts';
import { sessionChanged } from '../session/sessionEvents.ts';

/** A WebSocket of a visitor. */
export interface VisitorSocket {
  id: string;
  visitorId: string;
}

/**
 * Writes down which WebSockets of visitors have opened and which have closed; again is safe. Who has the first one is
 * back on the site, who has none left has been gone since now.
 * @throws Error of the database when this process was taken for dead: its connections are written anew then
 */
export async function writeVisitorConnections(
  core: Core,
  opened: readonly VisitorSocket[],
  closed: readonly VisitorSocket[],
): Promise<void> {
  await inTransaction(core, async (transaction, record) => {
    // Whoever assigns locks several sessions too, in another order.
    await lockAssignment(transaction);
    const closedIds = closed.map(({ id }) => id);
    if (closedIds.length > 0)
      await transaction.visitorConnection.deleteMany({ where: { id: { in: closedIds } } });
    // A visitor may have been erased meanwhile.
    if (opened.length > 0) {
      await transaction.$executeRaw`
        INSERT INTO "VisitorConnection" ("id", "visitorId", "processId")
        SELECT s."id", s."visitorId", ${core.processId}::uuid
        FROM unnest(${opened.map(({ id }) => id)}::uuid[], ${opened.map(({ visitorId }) => visitorId)}::uuid[])
          AS s("id", "visitorId")
        WHERE EXISTS (SELECT 1 FROM "Visitor" v WHERE v."id" = s."visitorId")
        ON CONFLICT ("id") DO NOTHING`;
    }
    const changed = await noteVisitors(
      transaction,
      core.clock.now(),
      [...opened, ...closed].map(({ visitorId }) => visitorId),
    );
    for (const session of changed) record(...sessionChanged(session, session));
  });
}

/** Brings the live sessions of some visitors in agreement with their connections. @returns those that changed */
async function noteVisitors(
  transaction: Transaction,
  now: Date,
  visitorIds: readonly string[],
): Promise<Session[]> {
  const ids = [...visitorIds];
  // A statement of its own: the next one then sees what another process, which had the lock, has written.
  await transaction.$queryRaw`
    SELECT "id" FROM "Session" WHERE "visitorId" = ANY (${ids}::uuid[]) AND "endedAt" IS NULL
    ORDER BY "id" FOR NO KEY UPDATE`;
  return transaction.$queryRaw<Session[]>`
    UPDATE "Session" s
    SET "visitorGoneSince" = CASE WHEN visit."isHere" THEN NULL ELSE ${now}::timestamptz END, "version" = s."version" + 1
    FROM (
      SELECT v."id", EXISTS (SELECT 1 FROM "VisitorConnection" c WHERE c."visitorId" = v."id") AS "isHere"
      FROM unnest(${ids}::uuid[]) AS v("id")
    ) visit
    WHERE s."visitorId" = visit."id" AND s."endedAt" IS NULL AND (s."visitorGoneSince" IS NULL) <> visit."isHere"
    RETURNING s.*`;
}
