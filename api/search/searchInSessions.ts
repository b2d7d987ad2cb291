import type { Prisma } from '../../prisma/generated/client/client.ts';
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
  /** Rows of ids of all sessions that may hold what is looked for; undefined when they are too many to be told. */
  holding: (search: Search) => Promise<Prisma.Sql | undefined>;
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

  async function* portions() {
    const options = { filter, place: search.place, holding: () => holding(search), isLatestOnly };
    for await (const { ids, isCut } of sessionsToSearch(core, agent, options))
      yield { found: hitsIn(search, ids), cutAt: isCut ? endOf(ids) : undefined };
  }
  return takePage(first, portions());
}
