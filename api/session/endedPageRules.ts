import type { Prisma, Session } from '../../prisma/generated/client/client.ts';
import type { SessionList } from './sessionListRules.ts';

/** Whether a list is sorted by its sessions' ends (`orderOf`), which all of them have. */
export function isSortedByEnd(list: SessionList | null | undefined): boolean {
  return list === 'TALKED' || list === 'LEFT';
}

/** In a list sorted by end, newest first: a session and those after it, or before it when read backwards. */
export function fromEnded({ id, endedAt }: Pick<Session, 'id' | 'endedAt'>, isBackwards: boolean) {
  // An ended one always has an end; one that has not is behind none of them.
  const end = endedAt ?? new Date(0);
  // The first condition follows from the other; it is what the index begins at.
  return (
    isBackwards
      ? { endedAt: { gte: end }, OR: [{ endedAt: { gt: end } }, { id: { gte: id } }] }
      : { endedAt: { lte: end }, OR: [{ endedAt: { lt: end } }, { id: { lte: id } }] }
  ) satisfies Prisma.SessionWhereInput;
}
