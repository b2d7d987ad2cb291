import type { Session } from '../../prisma/generated/client/client.ts';
import type { Core } from '../core/core.ts';
import type { Transaction } from '../core/transaction.ts';

/** Where a session stands in the queue of its department: 1 is next. Null when it does not wait. */
export async function queuePosition(
  core: Core,
  { id, queuedAt, startedAt, departmentId, endedAt }: Session,
  transaction: Transaction = core.database.prisma,
): Promise<number | null> {
  if (!queuedAt || endedAt) return null;
  const before = await transaction.session.count({
    where: {
      departmentId,
      endedAt: null,
      ownerId: null,
      queuedAt: { not: null },
      // The order in which `assignWaiting` gives them away.
      OR: [{ startedAt: { lt: startedAt } }, { startedAt, id: { lt: id } }],
    },
  });
  return before + 1;
}
