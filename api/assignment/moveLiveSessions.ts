import type { Prisma, Session } from '../../prisma/generated/client/client.ts';
import type { RecordEvents, Transaction } from '../core/transaction.ts';
import { sessionChanged } from '../session/sessionEvents.ts';

/** Moves live sessions into a department, where it and those above see them. The caller holds the assignment's lock. */
export async function moveLiveSessions(
  transaction: Transaction,
  record: RecordEvents,
  which: Prisma.SessionWhereInput,
  departmentId: string,
): Promise<void> {
  const where = { AND: [which, { endedAt: null, departmentId: { not: departmentId } }] };
  const before: Session[] = await transaction.session.findMany({ where });
  for (const session of before) {
    const moved = await transaction.session.update({
      where: { id: session.id },
      data: { departmentId, version: { increment: 1 } },
    });
    record(...sessionChanged(session, moved));
  }
}
