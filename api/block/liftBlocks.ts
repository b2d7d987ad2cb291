import type { Session } from '../../prisma/generated/client/client.ts';
import type { Core } from '../core/core.ts';
import type { RecordEvents, Transaction } from '../core/transaction.ts';
import { logVisitorEvent } from '../event/logVisitorEvent.ts';
import { sessionChanged } from '../session/sessionEvents.ts';

/** Ends the block of a visitor; the session from which it came is in another list then. @returns whether there was one */
export async function liftBlocks(
  core: Core,
  transaction: Transaction,
  record: RecordEvents,
  visitorId: string,
): Promise<boolean> {
  const { count } = await transaction.block.updateMany({
    where: { visitorId, liftedAt: null },
    data: { liftedAt: core.clock.now() },
  });
  const sessions = await transaction.$queryRaw<Session[]>`
    UPDATE "Session" SET "isBlocked" = false, "version" = "version" + 1
    WHERE "visitorId" = ${visitorId}::uuid AND "isBlocked" RETURNING *`;
  for (const session of sessions) record(...sessionChanged(session, session));
  if (count > 0) await logVisitorEvent(core, transaction, visitorId, { type: 'VISITOR_UNBLOCKED' });
  return count > 0;
}
