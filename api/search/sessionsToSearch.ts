import { Prisma } from '../../prisma/generated/client/client.ts';
import type { AgentActor } from '../core/actor.ts';
import type { Core } from '../core/core.ts';
import { searchedSessionsSql } from './searchAccess.ts';
import type { SearchFilter } from './searchFilters.ts';
import type { SearchPlace } from './searchPage.ts';

export interface SessionsToSearch {
  filter: SearchFilter;
  /** Only the session of this place, if there is anything behind it, and those that began before. */
  place?: SearchPlace | undefined;
  /** Rows of ids of all sessions that may hold what is looked for; undefined when they are too many to be told. */
  holding: () => Promise<Prisma.Sql | undefined>;
  /** Only the latest of each visitor's. */
  isLatestOnly?: boolean | undefined;
}

/** Sessions looked through at first; each time twice as many, so that a few times are enough for what is hard to find. */
const firstPortion = 200;
/** After so many portions the rest is left to the next page: one answer takes no longer than this. */
const mostPortions = 4;

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
  let among = Prisma.empty;
  for (let portion = 1, size = firstPortion; portion <= mostPortions; portion++, size *= 2) {
    const held = portion === 2 ? await holding() : undefined;
    if (held) among = Prisma.sql`AND "id" IN (${held})`;
    const rows = await core.database.prisma.$queryRaw<{ id: string }[]>`
      SELECT "id" FROM "Session" WHERE ${wanted} AND ${from} ${among} ${isLatest}
      ORDER BY "id" DESC LIMIT ${size}`;
    const ids = rows.map(({ id }) => id);
    const last = ids.at(-1);
    if (last === undefined) return;
    const isEnd = ids.length < size;
    yield { ids, isCut: !isEnd && portion === mostPortions };
    if (isEnd) return;
    from = Prisma.sql`"id" < ${last}::uuid`;
  }
}
