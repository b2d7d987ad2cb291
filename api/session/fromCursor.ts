import type { Prisma } from '../../prisma/generated/client/client.ts';
import type { Core } from '../core/core.ts';
import { fromEnded } from './endedPageRules.ts';

/**
 * A cursor of a list sorted by end as a condition; nothing is behind one whose session is gone. Prisma's own cursor reads the
 * whole rest of the list where a column that it is sorted by may be null.
 */
export async function fromCursor(
  { database }: Core,
  cursor: { id?: string | undefined },
  isBackwards: boolean,
): Promise<Prisma.SessionWhereInput> {
  const place = await database.prisma.session.findUnique({
    where: { id: cursor.id ?? '' },
    select: { id: true, endedAt: true },
  });
  return place ? fromEnded(place, isBackwards) : { id: { in: [] } };
}
