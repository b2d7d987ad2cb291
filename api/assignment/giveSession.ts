import { uuidv7 } from 'uuidv7';
import type { Session } from '../../prisma/generated/client/client.ts';
import type { AssignmentReason } from '../../prisma/generated/client/enums.ts';
import type { Core } from '../core/core.ts';
import type { RecordEvents, Transaction } from '../core/transaction.ts';
import { notificationRaised } from '../notification/notificationEvents.ts';
import { kindOfGift } from '../notification/notificationRules.ts';
import { sessionChanged } from '../session/sessionEvents.ts';
import type { Candidate } from './assignmentRules.ts';

/** Who gets a session, and why. */
export interface Gift {
  agent: { agentId: string; departmentId: string };
  reason: AssignmentReason;
  /** The agent by whose hand it was decided. */
  decidedById?: string;
  /** Whom the rules chose from. */
  candidates?: readonly Candidate[];
}

/**
 * Gives a session to an agent and writes the decision down. From then on it belongs to the agent's department, so that
 * those above see it. The caller holds the assignment's lock.
 */
export async function giveSession(
  core: Core,
  transaction: Transaction,
  record: RecordEvents,
  before: Session,
  { agent: { agentId, departmentId }, reason, decidedById, candidates = [] }: Gift,
): Promise<Session> {
  const kind = kindOfGift(reason, decidedById, agentId);
  const now = core.clock.now();
  // One statement, because everybody else waits for the lock meanwhile. Where the session is gone the decision breaks a
  // foreign key: there is always a row.
  const [session] = await transaction.$queryRaw<[Session]>`
    WITH decision AS (
      INSERT INTO "Assignment" ("id", "sessionId", "decidedAt", "reason", "agentId", "decidedById", "candidates")
      VALUES (${uuidv7()}::uuid, ${before.id}::uuid, ${now}::timestamptz, ${reason}::"AssignmentReason",
        ${agentId}::uuid, ${decidedById ?? null}::uuid, ${asKept(candidates)}::jsonb)
      RETURNING "decidedAt"
    ), owner AS (
      UPDATE "Agent" SET "lastAssignedAt" = "decidedAt" FROM decision WHERE "id" = ${agentId}::uuid
    ), given AS (
      UPDATE "Session" SET "ownerId" = ${agentId}::uuid, "departmentId" = ${departmentId}::uuid, "queuedAt" = NULL,
        "version" = "version" + 1
      WHERE "id" = ${before.id}::uuid RETURNING *
    ), logged AS (
      INSERT INTO "Event" ("at", "type", "siteId", "visitorId", "sessionId", "agentId", "reason")
      SELECT ${now}::timestamptz, 'SESSION_ASSIGNED', "siteId", "visitorId", "id", "ownerId", ${reason}
      FROM given
    ), pushed AS (
      INSERT INTO "PendingPush" ("agentId", "sessionId", "kind", "mark", "raisedAt", "nextAttemptAt")
      SELECT ${agentId}::uuid, "id", ${kind}::"NotificationKind", "version", ${now}::timestamptz, ${now}::timestamptz
      FROM given
      WHERE ${kind !== null} AND EXISTS (SELECT 1 FROM "PushSubscription" WHERE "agentId" = ${agentId}::uuid)
      ON CONFLICT ("agentId", "sessionId", "kind") DO UPDATE SET "mark" = EXCLUDED."mark",
        "raisedAt" = EXCLUDED."raisedAt", "nextAttemptAt" = EXCLUDED."nextAttemptAt", "attemptsCount" = 0
    )
    SELECT * FROM given`;
  record(...sessionChanged(before, session));
  if (kind) record(notificationRaised(agentId, { kind, mark: session.version, raisedAt: now, session }));
  return session;
}

/** Candidates as they are written down beside a decision: as JSON, in which moments are text. */
export function asKept(candidates: readonly Candidate[]): string {
  return JSON.stringify(candidates);
}
