import type { Transaction } from '../core/transaction.ts';
import type { Candidate } from './assignmentRules.ts';

// One statement: the agents of the departments that serve the site, and of those below, with their load.
const statement = `
SELECT a."id" AS "agentId", a."status"::text AS "status", a."capacity", a."lastAssignedAt",
  min(sd."position") AS "rank",
  (SELECT count(*)::int FROM "Session" s WHERE s."ownerId" = a."id" AND s."endedAt" IS NULL) AS "liveCount"
FROM "SiteDepartment" sd
JOIN "Department" top ON top."id" = sd."departmentId"
JOIN "Department" d ON d."path" LIKE top."path" || '%'
JOIN "Agent" a ON a."departmentId" = d."id"
WHERE sd."siteId" = $1::uuid AND a."deactivatedAt" IS NULL AND a."status" IN ('ONLINE', 'BUSY')
GROUP BY a."id"`;

/** The reachable agents who may answer sessions of a site, with their load as the transaction sees it. */
export function candidatesFor(transaction: Transaction, siteId: string): Promise<Candidate[]> {
  return transaction.$queryRawUnsafe<Candidate[]>(statement, siteId);
}
