import type { Agent, Session } from '../../prisma/generated/client/client.ts';
import type { RecordEvents, Transaction } from '../core/transaction.ts';
import { sessionChanged } from '../session/sessionEvents.ts';

/** Takes the live sessions of an agent along into the department to which the agent has moved, where those above see them. */
export async function takeAlong(
  transaction: Transaction,
  record: RecordEvents,
  { id: ownerId, departmentId }: Pick<Agent, 'id' | 'departmentId'>,
): Promise<void> {
  const where = { ownerId, endedAt: null, departmentId: { not: departmentId } };
  const before: Session[] = await transaction.session.findMany({ where });
  for (const session of before) {
    const moved = await transaction.session.update({
      where: { id: session.id },
      data: { departmentId, version: { increment: 1 } },
    });
    record(...sessionChanged(session, moved));
  }
}
