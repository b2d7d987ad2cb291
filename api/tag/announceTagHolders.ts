import type { RecordEvents, Transaction } from '../core/transaction.ts';
import { visitorChanged } from '../session/sessionEvents.ts';

/**
 * Tells those who see a visitor with this tag that it looks otherwise or is gone. Each copy of such a visitor grows older by
 * it; told are the live sessions, for the lists are read anew anyway.
 */
export async function announceTagHolders(
  transaction: Transaction,
  record: RecordEvents,
  tagId: string,
): Promise<void> {
  const holders = { taggings: { some: { tagId, removedAt: null } } };
  await transaction.visitor.updateMany({ where: holders, data: { version: { increment: 1 } } });
  const live = await transaction.session.findMany({
    where: { endedAt: null, visitor: holders },
    include: { visitor: true },
  });
  for (const { visitor, ...session } of live)
    record(...visitorChanged({ type: 'VisitorChanged', visitor }, [session]));
}
