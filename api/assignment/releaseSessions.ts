import type { Session } from '../../prisma/generated/client/client.ts';
import type { RecordEvents, Transaction } from '../core/transaction.ts';
import { sessionChanged } from '../session/sessionEvents.ts';

/**
 * Lets go of the live sessions of an agent who has become unreachable (SPEC 1): nobody answers them until they are
 * assigned anew. The caller holds the assignment's lock and calls `assignWaiting` afterwards.
 */
export async function releaseSessions(
  transaction: Transaction,
  record: RecordEvents,
  agentId: string,
): Promise<void> {
  const released = await transaction.$queryRaw<Session[]>`
    UPDATE "Session" SET "ownerId" = NULL, "version" = "version" + 1
    WHERE "ownerId" = ${agentId}::uuid AND "endedAt" IS NULL
    RETURNING *`;
  for (const session of released) {
    record(...sessionChanged({ ownerId: agentId, departmentId: session.departmentId }, session));
  }
}
