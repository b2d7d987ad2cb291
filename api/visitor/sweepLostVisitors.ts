import type { Session } from '../../prisma/generated/client/client.ts';
import { lockAssignment } from '../assignment/lockAssignment.ts';
import type { Core } from '../core/core.ts';
import { inTransaction } from '../core/transaction.ts';
import { sessionChanged } from '../session/sessionEvents.ts';

/** Notices visitors whose connections went without a word, because their process died: they have been gone since now. */
export async function sweepLostVisitors(core: Core): Promise<void> {
  const lost = await core.database.prisma.session.findFirst({
    where: { endedAt: null, isRemote: false, visitorGoneSince: null, visitor: { connections: { none: {} } } },
    select: { id: true },
  });
  if (!lost) return;
  await inTransaction(core, async (transaction, record) => {
    // Whoever assigns locks several sessions too, in another order.
    await lockAssignment(transaction);
    const sessions = await transaction.$queryRaw<Session[]>`
      UPDATE "Session" s SET "visitorGoneSince" = ${core.clock.now()}::timestamptz, "version" = "version" + 1
      WHERE "endedAt" IS NULL AND "visitorGoneSince" IS NULL AND NOT "isRemote"
        AND NOT EXISTS (SELECT 1 FROM "VisitorConnection" c WHERE c."visitorId" = s."visitorId")
      RETURNING *`;
    for (const session of sessions) record(...sessionChanged(session, session));
  });
}
