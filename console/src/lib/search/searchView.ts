import { dayAfter, isDay, startOfDay, type Day } from '#lib/clock/zonedDay.ts';
import type { SearchFilterInput } from '#lib/gql/generated.ts';

/** What can be found, in the order in which it is shown. */
export const hitKinds = ['messages', 'visitors', 'sessions', 'replies'] as const;
export type HitKind = (typeof hitKinds)[number];

export const searchKinds = ['all', ...hitKinds] as const;
export type SearchKind = (typeof searchKinds)[number];

/** In which sessions is searched: both days are part of it, in the organisation's time zone. */
export interface SearchFilter {
  from: Day | null;
  until: Day | null;
  agentId: string | null;
  tagId: string | null;
  siteId: string | null;
}

/** What is searched for, and where. It lives in the address. */
export interface SearchView {
  query: string;
  kind: SearchKind;
  filter: SearchFilter;
}

/** The result that is open: a session, and in it a message, or no certain one. */
export interface OpenHit {
  sessionId: string;
  seq: number | null;
}

export const noFilter: SearchFilter = { from: null, until: null, agentId: null, tagId: null, siteId: null };
export const firstSearch: SearchView = { query: '', kind: 'all', filter: noFilter };

/** What each part of a filter is called in an address; none of these words is one of the lists' views. */
const filterWords: Record<keyof SearchFilter, string> = {
  from: 'from',
  until: 'until',
  agentId: 'agent',
  tagId: 'tagged',
  siteId: 'site',
};

const isId = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i;

/** The search that an address asks for; what it says wrongly is as if it were not there. */
export function searchIn(query: Pick<URLSearchParams, 'get'>): SearchView {
  const read = (name: keyof SearchFilter, isRight: (text: string) => boolean) => {
    const text = query.get(filterWords[name]);
    return text !== null && isRight(text) ? text : null;
  };
  const readId = (name: keyof SearchFilter) => read(name, (text) => isId.test(text));
  return {
    query: (query.get('q') ?? '').trim(),
    kind: searchKinds.find((kind) => kind === query.get('kind')) ?? firstSearch.kind,
    filter: {
      from: read('from', isDay),
      until: read('until', isDay),
      agentId: readId('agentId'),
      tagId: readId('tagId'),
      siteId: readId('siteId'),
    },
  };
}

/** The number of the message that an address opens; null for none. */
export function openSeqIn(query: Pick<URLSearchParams, 'get'>): number | null {
  const text = query.get('message') ?? '';
  return /^[1-9]\d{0,8}$/.test(text) ? Number(text) : null;
}

/** The query of an address that asks for a search, and for a message of the session in the path. */
export function queryFor({ query: words, kind, filter }: SearchView, seq: number | null = null): string {
  const query = new URLSearchParams();
  if (words) query.set('q', words);
  if (kind !== firstSearch.kind) query.set('kind', kind);
  for (const [name, word] of Object.entries(filterWords) as [keyof SearchFilter, string][]) {
    const value = filter[name];
    if (value !== null) query.set(word, value);
  }
  if (seq !== null) query.set('message', String(seq));
  return query.toString();
}

export function isSameSearch(a: SearchView, b: SearchView): boolean {
  return queryFor(a) === queryFor(b);
}

export function isFiltered(filter: SearchFilter): boolean {
  return Object.values(filter).some((value) => value !== null);
}

/** The kinds that are searched: replies belong to no session, so that where only some sessions count they do not. */
export function kindsIn({ kind, filter }: SearchView): readonly HitKind[] {
  if (kind !== 'all') return [kind];
  return isFiltered(filter) ? hitKinds.filter((one) => one !== 'replies') : hitKinds;
}

/** What the API is asked for; null for all sessions. */
export function filterFor({ from, until, ...ids }: SearchFilter, timeZone: string): SearchFilterInput {
  const timeOf = (day: Day) => new Date(startOfDay(day, timeZone)).toISOString();
  return {
    from: from && timeOf(from),
    until: until && timeOf(dayAfter(until, 1)),
    ...ids,
  };
}
