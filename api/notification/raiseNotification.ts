import type { Session } from '../../prisma/generated/client/client.ts';
import type { Core } from '../core/core.ts';
import type { RecordEvents, Transaction } from '../core/transaction.ts';
import { notificationRaised } from './notificationEvents.ts';
import type { NotificationKind } from './notificationRules.ts';

/** Of what to notify whom. Whoever raises it has looked that they may see the session. */
export interface NewNotification {
  kind: NotificationKind;
  agentIds: readonly string[];
  session: Session;
  /** A number that grows: of one kind and session the newest is what is pushed. */
  mark: number;
}

/**
 * Notifies agents of something about a session, in the transaction of its cause: on their open consoles after the commit, and
 * on their browsers (`deliverPushes`) whenever this process dies.
 */
export async function raiseNotification(
  core: Core,
  transaction: Transaction,
  record: RecordEvents,
  { kind, agentIds, session, mark }: NewNotification,
): Promise<void> {
  const raisedAt = core.clock.now();
  await transaction.$executeRaw`
    INSERT INTO "PendingPush" ("agentId", "sessionId", "kind", "mark", "raisedAt", "nextAttemptAt")
    SELECT DISTINCT "agentId", ${session.id}::uuid, ${kind}::"NotificationKind", ${mark}::int,
      ${raisedAt}::timestamptz, ${raisedAt}::timestamptz
    FROM "PushSubscription" WHERE "agentId" = ANY (${[...agentIds]}::uuid[])
    ON CONFLICT ("agentId", "sessionId", "kind") DO UPDATE SET "mark" = EXCLUDED."mark",
      "raisedAt" = EXCLUDED."raisedAt", "nextAttemptAt" = EXCLUDED."nextAttemptAt", "attemptsCount" = 0`;
  record(...agentIds.map((agentId) => notificationRaised(agentId, { kind, mark, raisedAt, session })));
}
