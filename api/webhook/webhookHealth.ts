import type { Core } from '../core/core.ts';

/** How a webhook has done in the last day. */
export interface WebhookHealth {
  deliveredCount: number;
  attemptsCount: number;
  /** Tries that failed. */
  failedAttemptsCount: number;
  /** What waits to be delivered, at any time. */
  pendingCount: number;
}

const lookBackMs = 24 * 3_600_000;

/** The health of a webhook, in one statement; there are few webhooks. */
export async function webhookHealth(core: Core, webhookId: string): Promise<WebhookHealth> {
  const since = new Date(core.clock.now().getTime() - lookBackMs);
  const [health] = await core.database.query<WebhookHealth>(
    `SELECT count(*)::int AS "attemptsCount",
      count(*) FILTER (WHERE a."statusCode" BETWEEN 200 AND 299)::int AS "deliveredCount",
      count(*) FILTER (WHERE a."statusCode" IS NULL OR a."statusCode" NOT BETWEEN 200 AND 299)::int AS "failedAttemptsCount",
      (SELECT count(*)::int FROM "WebhookDelivery" WHERE "webhookId" = $1::uuid AND "status" = 'PENDING') AS "pendingCount"
    FROM "WebhookAttempt" a JOIN "WebhookDelivery" d ON d."id" = a."deliveryId"
    WHERE d."webhookId" = $1::uuid AND a."at" >= $2::timestamptz`,
    [webhookId, since],
  );
  return health ?? { deliveredCount: 0, attemptsCount: 0, failedAttemptsCount: 0, pendingCount: 0 };
}
