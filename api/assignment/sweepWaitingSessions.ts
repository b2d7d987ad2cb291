import type { Core } from '../core/core.ts';
import { inTransaction } from '../core/transaction.ts';
import { assignWaiting } from './assignWaiting.ts';
import { lockAssignment } from './lockAssignment.ts';

/** Assigns what waits although somebody has room since: an agent who moved, a department that serves another site. */
export async function sweepWaitingSessions(core: Core): Promise<void> {
  const waiting = await core.database.prisma.session.findFirst({
    where: { ownerId: null, endedAt: null },
    select: { id: true },
  });
  if (!waiting) return;
  await inTransaction(core, async (transaction, record) => {
    await lockAssignment(transaction);
    await assignWaiting(core, transaction, record);
  });
}
