import type { Session } from '../../prisma/generated/client/client.ts';
import type { RecordEvents, Transaction } from '../core/transaction.ts';
import { sessionChanged } from '../session/sessionEvents.ts';

/**
 * Lets go of the live sessions of an agent who has become unreachable (SPEC 1): nobody answers them until they are
 * assigned anew, and they are in sight of the department that serves the site first. The caller holds the assignment's
 * lock and calls `assignWaiting` afterwards.
 * @returns the ids of the sessions
 */
export async function releaseSessions(
  transaction: Transaction,
  record: RecordEvents,
  agentId: string,
): Promise<string[]> {
  const released = await transaction.$queryRaw<(Session & { departmentIdBefore: string })[]>`
    UPDATE "Session" s SET "ownerId" = NULL, "version" = s."version" + 1, "departmentId" = COALESCE(
      (SELECT sd."departmentId" FROM "SiteDepartment" sd WHERE sd."siteId" = s."siteId" ORDER BY sd."position" LIMIT 1),
      s."departmentId")
    FROM "Session" before
    WHERE before."id" = s."id" AND s."ownerId" = ${agentId}::uuid AND s."endedAt" IS NULL
    RETURNING s.*, before."departmentId" AS "departmentIdBefore"`;
  for (const { departmentIdBefore: departmentId, ...session } of released)
    record(...sessionChanged({ ownerId: agentId, departmentId, endedAt: null }, session));
  return released.map(({ id }) => id);
}
