import { Prisma, type PageVisit } from '../../prisma/generated/client/client.ts';
import type { Actor } from '../core/actor.ts';
import type { Core } from '../core/core.ts';
import { idsHeld } from './idsHeld.ts';
import { pageMatch, type PageMatch } from './matchRules.ts';
import type { SearchInput } from './searchFilters.ts';
import { searchInSessions, type Search } from './searchInSessions.ts';
import { cursorOf, type Found, type SearchPage } from './searchPage.ts';
import { patternsOf, termsOf } from './searchRules.ts';

type Page = Pick<PageVisit, 'sessionId' | 'url' | 'title'>;

/** A session whose visitor saw a page in whose title and address all words of a search stand: the last such page. */
export type SessionHit = Page & PageMatch;

/**
 * Finds sessions that an agent may see by the pages that the visitor saw in them, the newest first.
 * @throws InvalidInputError, NotSignedInError
 */
export function searchSessions(
  core: Core,
  actor: Actor,
  input: SearchInput,
): Promise<SearchPage<SessionHit>> {
  return searchInSessions(core, actor, input, {
    holding: ({ words }) => idsHeld(core, Prisma.sql`SELECT sessions_seeing(${termsOf(words)}::tsquery)`),
    hitsIn: (search, ids) => sessionsIn(core, search, ids),
  });
}

async function* sessionsIn(
  core: Core,
  { words }: Search,
  ids: readonly string[],
): AsyncGenerator<Found<SessionHit>> {
  for (const page of await pagesHolding(core, ids, words)) {
    const match = pageMatch(page, words);
    if (match) yield { cursor: cursorOf({ sessionId: page.sessionId, seq: 0 }), hit: { ...page, ...match } };
  }
}

/** The last page of each session that holds all words. */
async function pagesHolding(core: Core, ids: readonly string[], words: readonly string[]): Promise<Page[]> {
  return core.database.query<Page>(
    `SELECT DISTINCT ON ("sessionId") "sessionId", "url", "title" FROM "PageVisit"
    WHERE "sessionId" = ANY ($1::uuid[])
      AND lower(normalize("title" || ' ' || "url", NFKC)) LIKE ALL ($2::text[])
    ORDER BY "sessionId" DESC, "enteredAt" DESC`,
    [ids, patternsOf(words)],
  );
}
