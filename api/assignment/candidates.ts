import type { Core } from '../core/core.ts';
import type { Transaction } from '../core/transaction.ts';
import { getSettingsWithin } from '../setting/settings.ts';
import { isOpen, workingHoursFrom } from '../site/workingHoursRules.ts';
import type { Candidate } from './assignmentRules.ts';

// One statement: the agents of the departments that serve the site now, and of those below, with their load.
const statement = `
SELECT a."id" AS "agentId", a."displayName", a."departmentId", a."status"::text AS "status", a."capacity",
  a."lastAssignedAt", min(sd."position") AS "rank",
  (SELECT count(*)::int FROM "Session" s WHERE s."ownerId" = a."id" AND s."endedAt" IS NULL) AS "liveCount"
FROM "SiteDepartment" sd
JOIN "Department" top ON top."id" = sd."departmentId"
JOIN "Department" d ON d."path" LIKE top."path" || '%'
JOIN "Agent" a ON a."departmentId" = d."id"
JOIN "Role" r ON r."id" = a."roleId" AND 'SEE_OWN_SESSIONS' = ANY (r."permissions")
WHERE sd."siteId" = $1::uuid AND sd."departmentId" = ANY ($2::uuid[])
  AND a."deactivatedAt" IS NULL AND a."status" IN ('ONLINE', 'BUSY')
GROUP BY a."id"`;

/** Who may answer a site's sessions now. */
export interface Candidacy {
  /** The reachable agents, with their load as the transaction sees it. */
  candidates: Candidate[];
  /** Whether any of the departments works at this hour; a site that no department serves never closes. */
  isOpen: boolean;
  /** The departments that work at this hour. */
  openIds: string[];
}

/**
 * The reachable agents of the departments that serve a site at this hour of the organisation's clock.
 * @param at another moment whose hour counts; the agents are those of now all the same
 */
export async function candidatesFor(
  core: Core,
  transaction: Transaction,
  siteId: string,
  at: Date = core.clock.now(),
): Promise<Candidacy> {
  const { timeZone } = await getSettingsWithin(core, transaction);
  const serving = await transaction.siteDepartment.findMany({
    where: { siteId },
    select: { departmentId: true, workingHours: true },
  });
  const open = serving.filter(({ workingHours }) => isOpen(workingHoursFrom(workingHours), at, timeZone));
  const openIds = open.map(({ departmentId }) => departmentId);
  if (openIds.length === 0) return { candidates: [], isOpen: serving.length === 0, openIds };
  const candidates = await transaction.$queryRawUnsafe<Candidate[]>(statement, siteId, openIds);
  return { candidates, isOpen: true, openIds };
}
