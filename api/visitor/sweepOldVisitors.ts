import { removeAttachments } from '../attachment/removeAttachments.ts';
import type { Core } from '../core/core.ts';
import { inTransaction } from '../core/transaction.ts';
import { getSettings } from '../setting/settings.ts';
import { anonymizeVisitor } from './anonymizeVisitor.ts';
import { dueBefore, dueVisitors } from './retentionRules.ts';
import { lockVisitor } from './visitorAccess.ts';

/** How many are anonymised in one turn: the sweeps that keep time must not wait for it. */
const perTurn = 20;

/** Anonymises visitors who have not been there for as many days as the organisation keeps what it knows (SPEC 3). */
export async function sweepOldVisitors(core: Core): Promise<void> {
  const { retentionDays } = await getSettings(core);
  const before = dueBefore(core.clock.now(), retentionDays);
  if (!before) return;
  const isOld = dueVisitors(before);
  const old = await core.database.prisma.visitor.findMany({
    where: isOld,
    orderBy: { lastSeenAt: 'asc' },
    take: perTurn,
    select: { id: true },
  });
  for (const { id } of old) {
    const erased = await inTransaction(core, async (transaction, record) => {
      await lockVisitor(transaction, id);
      // Who came back meanwhile stays.
      const isStillOld = await transaction.visitor.findFirst({
        where: { ...isOld, id },
        select: { id: true },
      });
      return isStillOld ? anonymizeVisitor(core, transaction, record, id) : undefined;
    });
    if (erased) await removeAttachments(core, erased.attachmentIds);
  }
}
