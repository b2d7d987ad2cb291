import type { Event } from '../../prisma/generated/client/client.ts';
import type { Core } from '../core/core.ts';
import type { Transaction } from '../core/transaction.ts';

type Facts = Pick<Event, 'type'> &
  Partial<Pick<Event, 'sessionId' | 'agentId' | 'tagId' | 'reason' | 'kinds'>>;

/**
 * Writes down that something happened to a visitor, in the transaction of its cause; in which session, where it happened
 * in one. The caller holds the visitor's row, or the session's.
 */
export async function logVisitorEvent(
  core: Core,
  transaction: Transaction,
  visitorId: string,
  { type, sessionId = null, agentId = null, tagId = null, reason = null, kinds = [] }: Facts,
): Promise<void> {
  await transaction.$executeRaw`
    INSERT INTO "Event" ("at", "type", "siteId", "visitorId", "sessionId", "agentId", "tagId", "reason", "kinds")
    SELECT ${core.clock.now()}::timestamptz, ${type}::"EventType", "siteId", "id", ${sessionId}::uuid, ${agentId}::uuid,
      ${tagId}::uuid, ${reason}, ${kinds}::text[]::"ContactKind"[]
    FROM "Visitor" WHERE "id" = ${visitorId}::uuid`;
}
