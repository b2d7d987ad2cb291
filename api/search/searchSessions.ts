import { Prisma, type PageVisit } from '../../prisma/generated/client/client.ts';
import { asAgent, type Actor } from '../core/actor.ts';
import type { Core } from '../core/core.ts';
import { checkInput } from '../core/input.ts';
import { united, wordRanges, type TextRange } from './rangeRules.ts';
import { searchShape, type SearchInput } from './searchFilters.ts';
import { cursorOf, emptyPage, endOf, placeOf, takePage, type Found, type SearchPage } from './searchPage.ts';
import { patternsOf, termsOf, wordsOf } from './searchRules.ts';
import { sessionsToSearch } from './sessionsToSearch.ts';

type Page = Pick<PageVisit, 'sessionId' | 'url' | 'title'>;

/** A session whose visitor saw a page in whose title and address all words of a search stand: the last such page. */
export interface SessionHit extends Page {
  titleRanges: TextRange[];
  urlRanges: TextRange[];
}

/**
 * Finds sessions that an agent may see by the pages that the visitor saw in them, the newest first.
 * @throws InvalidInputError, NotSignedInError
 */
export async function searchSessions(
  core: Core,
  actor: Actor,
  input: SearchInput,
): Promise<SearchPage<SessionHit>> {
  const { query, filter, first, after } = checkInput(searchShape, input);
  const agent = asAgent(actor);
  const words = wordsOf(query);
  if (words.length === 0) return emptyPage;
  const before = after ? { sessionId: placeOf(after).sessionId, isIncluded: false } : undefined;
  const holding = () => Promise.resolve(Prisma.sql`SELECT sessions_seeing(${termsOf(words)}::tsquery)`);

  async function* hitsIn(ids: string[]): AsyncGenerator<Found<SessionHit>> {
    for (const page of await pagesHolding(core, ids, words)) {
      const inTitle = wordRanges(page.title, words);
      const inUrl = wordRanges(page.url, words);
      if (!words.every((_, word) => inTitle[word]?.length || inUrl[word]?.length)) continue;
      const hit = { ...page, titleRanges: united(inTitle.flat()), urlRanges: united(inUrl.flat()) };
      yield { cursor: cursorOf({ sessionId: page.sessionId, seq: 0 }), hit };
    }
  }
  async function* portions() {
    for await (const { ids, isCut } of sessionsToSearch(core, agent, { filter, before, holding }))
      yield { found: hitsIn(ids), cutAt: isCut ? endOf(ids) : undefined };
  }
  return takePage(first, portions());
}

/** The last page of each session that holds all words. */
async function pagesHolding(core: Core, ids: string[], words: string[]): Promise<Page[]> {
  return core.database.query<Page>(
    `SELECT DISTINCT ON ("sessionId") "sessionId", "url", "title" FROM "PageVisit"
    WHERE "sessionId" = ANY ($1::uuid[])
      AND lower(normalize("title" || ' ' || "url", NFKC)) LIKE ALL ($2::text[])
    ORDER BY "sessionId" DESC, "enteredAt" DESC`,
    [ids, patternsOf(words)],
  );
}
