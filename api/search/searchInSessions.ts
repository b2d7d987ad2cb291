import { asAgent, type Actor, type AgentActor } from '../core/actor.ts';
import type { Core } from '../core/core.ts';
import { checkInput } from '../core/input.ts';
import { searchShape, type SearchFilter, type SearchInput } from './searchFilters.ts';
import {
  emptyPage,
  endOf,
  placeOf,
  takePage,
  type Found,
  type SearchPage,
  type SearchPlace,
} from './searchPage.ts';
import { wordsOf } from './searchRules.ts';
import { sessionsToSearch } from './sessionsToSearch.ts';

/** What is looked for, once it is checked. */
export interface Search {
  agent: AgentActor;
  words: readonly string[];
  filter: SearchFilter;
  /** Behind which the page begins; undefined for the first. */
  place: SearchPlace | undefined;
}

/** How one kind of things is found in sessions. */
interface SearchedKind<Hit> {
  /** The ids of all sessions that may hold what is looked for; undefined when they are too many to be told. */
  holding: (search: Search) => Promise<string[] | undefined>;
  /** What is found in these sessions, in their order. */
  hitsIn: (search: Search, sessionIds: readonly string[]) => AsyncGenerator<Found<Hit>>;
  /** Only the latest session of each visitor is looked through. */
  isLatestOnly?: boolean;
}

/**
 * Finds things of one kind in the sessions that an agent may see, the newest session first.
 * @throws InvalidInputError, NotSignedInError
 */
export async function searchInSessions<Hit>(
  core: Core,
  actor: Actor,
  input: SearchInput,
  { holding, hitsIn, isLatestOnly }: SearchedKind<Hit>,
): Promise<SearchPage<Hit>> {
  const { query, filter, first, after } = checkInput(searchShape, input);
  const agent = asAgent(actor);
  const words = wordsOf(query);
  if (words.length === 0) return emptyPage;
  const search: Search = { agent, words, filter, place: after ? placeOf(after) : undefined };

  let foundCount = 0;
  async function* counted(hits: AsyncGenerator<Found<Hit>>) {
    for await (const hit of hits) {
      foundCount++;
      yield hit;
    }
  }
  // What fills a third of a page already is soon found again among the next: they are twice as many.
  const isCommon = () => foundCount * 3 >= first;
  async function* portions() {
    const rare = async () => (isCommon() ? undefined : holding(search));
    const options = { filter, place: search.place, holding: rare, isLatestOnly };
    for await (const { ids, isCut } of sessionsToSearch(core, agent, options))
      yield { found: counted(hitsIn(search, ids)), cutAt: isCut ? endOf(ids) : undefined };
  }
  return takePage(first, portions());
}
