import type { Core } from '../core/core.ts';
import type { Transaction } from '../core/transaction.ts';

/**
 * Logs as sent what was withheld of a visitor's messages, before they are let through: each is an event once, when it is
 * delivered. Locks the sessions, so that no message comes in between; what an earlier time let through was logged then.
 */
export async function logWithheld(core: Core, transaction: Transaction, visitorId: string): Promise<void> {
  await transaction.$queryRaw`
    SELECT "id" FROM "Session" WHERE "visitorId" = ${visitorId}::uuid AND "doNotDisturbSince" IS NOT NULL
    ORDER BY "id" FOR NO KEY UPDATE`;
  await transaction.$executeRaw`
    INSERT INTO "Event" ("at", "type", "siteId", "visitorId", "sessionId", "seq")
    SELECT ${core.clock.now()}::timestamptz, 'MESSAGE_SENT', s."siteId", s."visitorId", s."id", m."seq"
    FROM "Session" s JOIN "Message" m ON m."sessionId" = s."id"
    WHERE s."visitorId" = ${visitorId}::uuid AND m."isWithheld" AND m."createdAt" >= s."doNotDisturbSince"
    ORDER BY s."startedAt", m."seq"`;
}
