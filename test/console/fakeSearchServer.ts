import type {
  HitSessionFragment,
  MessageHitFragment,
  ReplyHitFragment,
  SearchQueryVariables,
  VisitorHitFragment,
} from '#lib/gql/generated.ts';
import { SearchPlaces } from '#lib/search/searchPlaces.svelte.ts';
import { SearchResultsState } from '#lib/search/searchResultsState.svelte.ts';
import { buildMessage, buildReply, buildRow, timeAt } from './build.ts';
import { FakeApi, pending } from './fakeApi.ts';

type Answers = ConstructorParameters<typeof FakeApi>[0];

export function hitSession(id: string): HitSessionFragment {
  const { owner, site, visitor } = buildRow(id);
  return {
    __typename: 'Session',
    id,
    startedAt: timeAt(0),
    endedAt: null,
    isLive: true,
    reach: 'ANSWERED',
    ownerId: null,
    owner,
    site,
    visitor: { __typename: 'Visitor', id: visitor.id, nickname: visitor.nickname },
  };
}

export function messageHit(sessionId: string, seq: number, text: string, word: string): MessageHitFragment {
  const start = text.indexOf(word);
  return {
    __typename: 'MessageHit',
    message: buildMessage(seq, { id: `${sessionId}-${seq}`, sessionId, text }),
    session: hitSession(sessionId),
    ranges: [{ __typename: 'TextRange', start, end: start + word.length }],
  };
}

export function visitorHit(sessionId: string): VisitorHitFragment {
  const session = hitSession(sessionId);
  return {
    __typename: 'VisitorHit',
    session: { ...session, visitor: { ...session.visitor, note: '', tags: [] } },
    nicknameRanges: [],
    noteRanges: [],
  };
}

export function replyHit(id: string): ReplyHitFragment {
  return { __typename: 'QuickReplyHit', reply: buildReply(id), titleRanges: [], contentRanges: [] };
}

/** Finds what it holds by words within it, as the server does as far as the console asks. */
export class FakeSearchServer {
  /** What was said, the newest first: session, number, text. */
  messages: [sessionId: string, seq: number, text: string][] = [];
  visitors: string[] = [];
  replies: string[] = [];
  /** Cursors behind which a page is empty though there is more. */
  readonly emptyAfter = new Set<string>();
  readonly api: FakeApi;

  constructor(answers: Answers = {}) {
    this.api = new FakeApi({
      Search: (variables) => this.search(variables as SearchQueryVariables),
      SearchPlaces: () => ({ settings: { timeZone: 'Asia/Shanghai' }, sites: [] }),
      ...answers,
    });
  }

  get searches(): SearchQueryVariables[] {
    return this.api.callsOf('Search') as SearchQueryVariables[];
  }

  search({ query, first, after, ...wanted }: SearchQueryVariables) {
    const said = this.messages.filter(([, , text]) => text.includes(query));
    const hits = said.map(([sessionId, seq, text]) => messageHit(sessionId, seq, text, query));
    return {
      ...(wanted.messages && { searchMessages: this.#page(hits, first, after) }),
      ...(wanted.visitors && { searchVisitors: this.#page(this.visitors.map(visitorHit), first, after) }),
      ...(wanted.sessions && { searchSessions: this.#page([], first, after) }),
      ...(wanted.replies && { searchQuickReplies: this.#page(this.replies.map(replyHit), first, after) }),
    };
  }

  #page(nodes: readonly unknown[], first: number, after: string | null | undefined) {
    const from = Number(after ?? 0);
    const to = Math.min(nodes.length, this.emptyAfter.has(String(after ?? 0)) ? from : from + first);
    // An empty page ends somewhere too.
    const isEmpty = this.emptyAfter.delete(String(after ?? 0));
    return {
      edges: nodes.slice(from, to).map((node) => ({ node })),
      pageInfo: { hasNextPage: isEmpty || to < nodes.length, endCursor: String(to) },
    };
  }
}

/** A server that answers only when a test lets it, by what was searched for. */
export function heldServer() {
  const server: FakeSearchServer = new FakeSearchServer({
    Search: async (variables) => {
      const { query } = variables as SearchQueryVariables;
      const answer = pending<void>();
      answers.set(query, answer);
      await answer.promise;
      return server.search(variables as SearchQueryVariables);
    },
  });
  const answers = new Map<string, ReturnType<typeof pending<void>>>();
  return { server, answers };
}

export function resultsOn(server: FakeSearchServer, seesContacts = false, pageSize = 3): SearchResultsState {
  const { api } = server;
  return new SearchResultsState({ api, places: new SearchPlaces(api), seesContacts, pageSize });
}
