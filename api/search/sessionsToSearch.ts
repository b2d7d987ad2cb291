import { Prisma } from '../../prisma/generated/client/client.ts';
import type { AgentActor } from '../core/actor.ts';
import type { Core } from '../core/core.ts';
import { readRows } from './readRows.ts';
import { searchedSessionsSql } from './searchAccess.ts';
import type { SearchFilter } from './searchFilters.ts';
import type { SearchPlace } from './searchPage.ts';

export interface SessionsToSearch {
  filter: SearchFilter;
  /** Only the session of this place, if there is anything behind it, and those that began before. */
  place?: SearchPlace | undefined;
  /** The ids of all sessions that may hold what is looked for; undefined when they are too many to be told. */
  holding: () => Promise<string[] | undefined>;
  /** Only the latest of each visitor's. */
  isLatestOnly?: boolean | undefined;
}

/** Sessions looked through at first, and at a time after that. */
const portionSizes = { first: 200, next: 400 };
/** After so many portions the rest is left to the next page: one answer takes no longer than this. */
const mostPortions = { amongHeld: 4, amongAll: 3 };

/**
 * The sessions in which an agent finds what is looked for, if it is there, the newest first. First simply the newest ones
 * that the agent may see: a word that is in many of them fills a page at once, and PostgreSQL need not sort all that hold
 * it. What the newest do not hold is rare enough to ask the index for.
 * @returns portions of ids; the end of them is the end of all, unless `isCut`
 */
export async function* sessionsToSearch(
  core: Core,
  actor: AgentActor,
  { filter, place, holding, isLatestOnly = false }: SessionsToSearch,
): AsyncGenerator<{ ids: string[]; isCut: boolean }> {
  const wanted = searchedSessionsSql(actor, filter);
  const isLatest = isLatestOnly
    ? Prisma.sql`AND NOT EXISTS (SELECT 1 FROM "Session" newer
        WHERE newer."visitorId" = "Session"."visitorId" AND newer."id" > "Session"."id" AND ${wanted})`
    : Prisma.empty;
  let from = place
    ? Prisma.sql`"id" ${place.seq > 0 ? Prisma.sql`<=` : Prisma.sql`<`} ${place.sessionId}::uuid`
    : Prisma.sql`true`;
  let held: string[] | undefined;
  let most = mostPortions.amongAll;
  for (let portion = 1; portion <= most; portion++) {
    const size = portion === 1 ? portionSizes.first : portionSizes.next;
    if (portion === 2) held = await holding();
    if (held) most = mostPortions.amongHeld;
    const newest = held
      ? newestAmong(held, from, Prisma.sql`${wanted} ${isLatest}`)
      : Prisma.sql`SELECT "id" FROM "Session" WHERE ${from} AND ${wanted} ${isLatest} ORDER BY "id" DESC`;
    const rows = await readRows<{ id: string }>(core, Prisma.sql`${newest} LIMIT ${size}`);
    const ids = rows.map(({ id }) => id);
    const last = ids.at(-1);
    if (last === undefined) return;
    const isEnd = ids.length < size;
    yield { ids, isCut: !isEnd && portion === most };
    if (isEnd) return;
    from = Prisma.sql`"id" < ${last}::uuid`;
  }
}

/**
 * Those of some sessions that are wanted, looked up one by one from the newest on until there are enough: PostgreSQL, left
 * to itself, goes through all sessions for a few, or looks all up and sorts them.
 */
function newestAmong(ids: readonly string[], from: Prisma.Sql, wanted: Prisma.Sql): Prisma.Sql {
  return Prisma.sql`SELECT s."id"
    FROM (SELECT "id" FROM unnest(${ids}::uuid[]) held ("id") WHERE ${from} ORDER BY "id" DESC) h
    CROSS JOIN LATERAL (SELECT "id" FROM "Session" WHERE "id" = h."id" AND ${wanted} OFFSET 0) s
    ORDER BY h."id" DESC`;
}
