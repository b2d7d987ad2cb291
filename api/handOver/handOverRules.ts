import type { HandOver } from '../../prisma/generated/client/client.ts';

/** For how long a hand-over can be undone (SPEC 1), in milliseconds. */
export const undoMs = 10_000;
/** What the way of the request may take beyond that, in milliseconds: who sees a second left has it. */
const toleranceMs = 2_000;

/** Until when a client offers to undo a hand-over. */
export function undoableUntil({ handedOverAt }: Pick<HandOver, 'handedOverAt'>): Date {
  return new Date(handedOverAt.getTime() + undoMs);
}

/** Whether a hand-over can be undone at a moment. */
export function isUndoable(handOver: Pick<HandOver, 'handedOverAt' | 'undoneAt'>, now: Date): boolean {
  return handOver.undoneAt === null && now.getTime() <= undoableUntil(handOver).getTime() + toleranceMs;
}
