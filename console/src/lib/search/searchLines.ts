import type { HitSessionFragment } from '#lib/gql/generated.ts';
import type { SearchHit } from './searchHits.ts';
import type { SearchResults } from './searchResultsState.svelte.ts';
import type { HitKind, OpenHit } from './searchView.ts';

/** One line of what is shown; headings cannot be chosen. */
export type SearchLine = { id: string } & (
  | { type: 'heading'; kind: HitKind }
  /** Above the messages of one session. */
  | { type: 'session'; session: HitSessionFragment }
  | { type: 'hit'; found: SearchHit }
  /** Leads to all that was found of a kind. */
  | { type: 'all'; kind: HitKind }
  | { type: 'recent'; query: string }
);

export type Choosable = Exclude<SearchLine, { type: 'heading' | 'session' }>;

/** So many of each kind are seen where several are. */
const seenOfEach: Record<HitKind, number> = { messages: 5, visitors: 3, sessions: 3, replies: 3 };

/** The lines of what was found: all of one kind, or the first of each with a way to the rest. */
export function searchLines({ view, pages }: SearchResults): SearchLine[] {
  const lines: SearchLine[] = [];
  for (const [kind, { hits, hasMore }] of pages) {
    if (view.kind === kind) {
      lines.push(...hitLines(hits));
    } else if (hits.length > 0 || hasMore) {
      const seen = hits.slice(0, seenOfEach[kind]);
      lines.push({ id: `heading-${kind}`, type: 'heading', kind }, ...hitLines(seen));
      if (hasMore || hits.length > seen.length) lines.push({ id: `all-${kind}`, type: 'all', kind });
    }
  }
  return lines;
}

/** The lines of what was searched for lately. */
export function recentLines(queries: readonly string[]): SearchLine[] {
  return queries.map((query) => ({ id: `recent-${query}`, type: 'recent', query }));
}

export function isChoosable(line: SearchLine): line is Choosable {
  return line.type !== 'heading' && line.type !== 'session';
}

/** What choosing a result opens; null for a quick reply, which belongs to no session. */
export function opensOf(found: SearchHit): OpenHit | null {
  if (found.kind === 'replies') return null;
  const seq = found.kind === 'messages' ? found.hit.message.seq : null;
  return { sessionId: found.hit.session.id, seq };
}

/** Whether a line is the result that is open. */
export function isOpen(line: SearchLine, open: OpenHit | null): boolean {
  const opens = line.type === 'hit' ? opensOf(line.found) : null;
  return opens !== null && opens.sessionId === open?.sessionId && opens.seq === open.seq;
}

/** Messages of one session stand together, below its name. */
function hitLines(hits: readonly SearchHit[]): SearchLine[] {
  let sessionId: string | null = null;
  return hits.flatMap((found): SearchLine[] => {
    const line: SearchLine = { id: `${found.kind}-${found.id}`, type: 'hit', found };
    if (found.kind !== 'messages' || found.hit.session.id === sessionId) return [line];
    const { session } = found.hit;
    sessionId = session.id;
    return [{ id: `session-${session.id}`, type: 'session', session }, line];
  });
}
