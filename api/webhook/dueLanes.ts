import type { Core } from '../core/core.ts';
import type { Lane } from './deliverLane.ts';

/** Woken at a time; the rest has its turn when these are done. */
const mostLanes = 500;

/**
 * The lanes of webhooks that are on in which something may be delivered now. What wakes a lane may have been lost with a
 * process: the ledger knows.
 */
export async function dueLanes(core: Core): Promise<Lane[]> {
  return core.database.prisma.$queryRaw<Lane[]>`
    SELECT "webhookId", "visitorId" FROM (
      SELECT DISTINCT ON (d."webhookId", d."visitorId") d."webhookId", d."visitorId", d."nextAttemptAt", d."position"
      FROM "WebhookDelivery" d JOIN "Webhook" w ON w."id" = d."webhookId" AND w."isEnabled"
      WHERE d."status" = 'PENDING' AND d."visitorId" IS NOT NULL
      ORDER BY d."webhookId", d."visitorId", d."position"
    ) first
    WHERE "nextAttemptAt" IS NULL OR "nextAttemptAt" <= ${core.clock.now()}::timestamptz
    ORDER BY "position" LIMIT ${mostLanes}`;
}
