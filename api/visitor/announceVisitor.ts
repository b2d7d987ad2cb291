import type { Prisma, Visitor } from '../../prisma/generated/client/client.ts';
import type { RecordEvents, Transaction } from '../core/transaction.ts';
import { visitorChanged } from '../session/sessionEvents.ts';

/** How many of a visitor's latest sessions are told of a change: those that lists and open threads may show. */
export const toldSessions = 20;

/** Writes a change of what is known about a visitor, and tells the agents who see it. */
export async function announceVisitor(
  transaction: Transaction,
  record: RecordEvents,
  visitorId: string,
  change: Prisma.VisitorUncheckedUpdateInput,
): Promise<Visitor> {
  const visitor = await transaction.visitor.update({
    where: { id: visitorId },
    data: { ...change, version: { increment: 1 } },
  });
  const sessions = await transaction.session.findMany({
    where: { visitorId },
    orderBy: { startedAt: 'desc' },
    take: toldSessions,
    select: { id: true, ownerId: true, departmentId: true, endedAt: true },
  });
  record(...visitorChanged({ type: 'VisitorChanged', visitor }, sessions));
  return visitor;
}
