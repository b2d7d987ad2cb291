import type { Prisma, Session } from '../../prisma/generated/client/client.ts';
import type { Core } from '../core/core.ts';
import type { RecordEvents, Transaction } from '../core/transaction.ts';
import { sessionChanged } from '../session/sessionEvents.ts';
import type { Candidate, Decision } from './assignmentRules.ts';

/**
 * Gives a session to the agent whom a decision names, and writes the decision down. The candidates are brought up to
 * date for the next decision of the same transaction. The caller holds the assignment's lock.
 */
export async function giveSession(
  core: Core,
  transaction: Transaction,
  record: RecordEvents,
  before: Session,
  { reason, agentId }: Decision,
  candidates: Candidate[],
): Promise<void> {
  const now = core.clock.now();
  await transaction.assignment.create({
    data: { sessionId: before.id, decidedAt: now, reason, agentId, candidates: asKept(candidates) },
  });
  const session = await transaction.session.update({
    where: { id: before.id },
    data: { ownerId: agentId, queuedAt: null, version: { increment: 1 } },
  });
  const chosen = candidates.find((one) => one.agentId === agentId);
  if (chosen) {
    chosen.liveCount++;
    chosen.lastAssignedAt = now;
    await transaction.agent.update({ where: { id: chosen.agentId }, data: { lastAssignedAt: now } });
  }
  record(...sessionChanged(before, session));
}

/** Candidates as they are written down beside a decision. */
export function asKept(candidates: readonly Candidate[]): Prisma.InputJsonArray {
  return candidates.map(({ lastAssignedAt, ...one }) => ({
    ...one,
    lastAssignedAt: lastAssignedAt?.toISOString() ?? null,
  }));
}
