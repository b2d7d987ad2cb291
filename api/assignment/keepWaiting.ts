import type { Session } from '../../prisma/generated/client/client.ts';
import type { Core } from '../core/core.ts';
import type { RecordEvents, Transaction } from '../core/transaction.ts';
import { sessionChanged } from '../session/sessionEvents.ts';
import type { Candidate, Decision } from './assignmentRules.ts';
import { asKept } from './giveSession.ts';

/**
 * Has the sessions of a site that nobody answers wait for this reason: in the queue, or for somebody to come. Writes and
 * tells only what is new, whatever the length of the queue. The caller holds the assignment's lock.
 */
export async function keepWaiting(
  core: Core,
  transaction: Transaction,
  record: RecordEvents,
  siteId: string,
  reason: Decision['reason'],
  candidates: readonly Candidate[],
  arrivedId?: string,
): Promise<void> {
  const now = core.clock.now();
  const isQueued = reason === 'QUEUED';
  const changed = await transaction.$queryRaw<Session[]>`
    UPDATE "Session" SET "queuedAt" = CASE WHEN ${isQueued} THEN ${now}::timestamptz END, "version" = "version" + 1
    WHERE "siteId" = ${siteId}::uuid AND "ownerId" IS NULL AND "endedAt" IS NULL
      AND (("queuedAt" IS NULL) = ${isQueued} OR "id" = ${arrivedId ?? null}::uuid)
    RETURNING *`;
  if (changed.length === 0) return;
  await transaction.assignment.createMany({
    data: changed.map(({ id }) => ({
      sessionId: id,
      decidedAt: now,
      reason,
      candidates: asKept(candidates),
    })),
  });
  for (const session of changed) record(...sessionChanged(session, session));
}
