import { InvalidInputError } from '../core/errors.ts';
import { id } from '../core/input.ts';

/** A result and where the next page begins when it is the last of its page. */
export interface Found<Hit> {
  cursor: string;
  hit: Hit;
}

/** Some of the results, the newest first. */
export interface SearchPage<Hit> {
  found: Found<Hit>[];
  /** Whether there may be more; a page can be short, or empty, all the same. */
  hasMore: boolean;
  /** Where the next page begins; null when nothing was searched. */
  endCursor: string | null;
}

/** A place in the results: a session, and for messages a number in it, behind which the next page begins. */
export interface SearchPlace {
  sessionId: string;
  seq: number;
}

/** Results in order. */
export interface Portion<Hit> {
  found: AsyncIterable<Found<Hit>>;
  /** Where the next page begins when this is the last portion that is looked at although there are more. */
  cutAt?: string | undefined;
}

export const emptyPage = { found: [], hasMore: false, endCursor: null };

/** A place as clients keep it. */
export function cursorOf({ sessionId, seq }: SearchPlace): string {
  return `${sessionId}:${seq}`;
}

/** Behind the last of some sessions. */
export function endOf(sessionIds: readonly string[]): string {
  return cursorOf({ sessionId: sessionIds.at(-1) ?? '', seq: 0 });
}

/** @throws InvalidInputError for what is no cursor of these */
export function placeOf(cursor: string): SearchPlace {
  const [sessionId = '', seq = ''] = cursor.split(':');
  if (!id.safeParse(sessionId).success || !/^\d{1,9}$/.test(seq))
    throw new InvalidInputError([{ field: 'after', rule: 'MALFORMED' }]);
  return { sessionId, seq: Number(seq) };
}

/** Takes so many results, and knows whether there are more. */
export async function takePage<Hit>(
  first: number,
  portions: AsyncIterable<Portion<Hit>>,
): Promise<SearchPage<Hit>> {
  const found: Found<Hit>[] = [];
  for await (const portion of portions) {
    for await (const one of portion.found) {
      if (found.length === first) return { found, hasMore: true, endCursor: found.at(-1)?.cursor ?? null };
      found.push(one);
    }
    if (portion.cutAt) return { found, hasMore: true, endCursor: portion.cutAt };
  }
  return { found, hasMore: false, endCursor: found.at(-1)?.cursor ?? null };
}
