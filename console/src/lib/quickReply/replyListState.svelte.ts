import type { Api } from '#lib/connection/api.ts';
import { codeOf, isPassing } from '#lib/connection/failure.ts';
import { ReplyPageDocument, type ReplyFragment, type ReplyPageQuery } from '#lib/gql/generated.ts';
import { SearchState } from '#lib/ui/searchState.svelte.ts';
import { filterFor, isSameScope, type ReplyScope } from './replyScope.ts';

export const pageSize = 200;
/** Of more replies the rest is found by searching. */
export const mostReplies = 2_000;
const searchPauseMs = 120;

/** The replies of somebody, all or those that a search finds. What is shown stays until something newer is there. */
export class ReplyListState {
  status = $state<'loading' | 'ready' | 'failed'>('loading');
  failureCode = $state<string | null>(null);
  all = $state.raw<readonly ReplyFragment[]>([]);
  /** How many there are, also of those that are not loaded. */
  totalCount = $state(0);
  /** Whose are wanted. */
  scope = $state.raw<ReplyScope>({ isPublic: null, ownerId: null });
  /** What is wanted to be found. */
  #wanted = '';
  /** What the replies that are shown were searched for. */
  search = $state('');
  readonly field = new SearchState({ onSearch: (search) => this.#find(search), pauseMs: searchPauseMs });
  /** Whether others' replies are wanted than are shown. */
  readonly isOther = $derived.by(() => this.#shownScope !== this.scope);
  /** Whether something else is typed or wanted than is shown. */
  readonly isBehind = $derived.by(() => this.isOther || this.field.text.trim() !== this.search);
  readonly hasMore = $derived.by(() => this.totalCount > this.all.length);
  readonly #api: Pick<Api, 'query'>;
  #shownScope = $state.raw<ReplyScope | null>(null);
  #loading: Promise<void> = Promise.resolve();
  /** The request whose answer counts. */
  #newest: symbol | null = null;
  #loadedAt = Number.NEGATIVE_INFINITY;

  constructor(api: Pick<Api, 'query'>, scope: ReplyScope) {
    this.#api = api;
    this.scope = scope;
  }

  /** Shows somebody's replies; what is searched for stays. */
  show(scope: ReplyScope): void {
    if (isSameScope(scope, this.scope)) return;
    this.scope = scope;
    void this.refresh();
  }

  /** Fetches anew what is shown, if it is older than that. */
  freshen(maxAgeMs: number, now = performance.now()): void {
    if (now - this.#loadedAt > maxAgeMs) void this.refresh();
  }

  /** What is loaded is known to be old: it is fetched anew when it is shown again. */
  expire(): void {
    this.#loadedAt = Number.NEGATIVE_INFINITY;
  }

  refresh(): Promise<void> {
    this.#loading = this.#load();
    return this.#loading;
  }

  /** Searches at once for what is typed. Resolves when what was wanted last is shown, or cannot be. */
  async catchUp(): Promise<void> {
    this.field.searchNow();
    await this.#loading;
  }

  /** Takes over what is known of one reply now. */
  change(id: string, change: Partial<ReplyFragment>): void {
    this.all = this.all.map((reply) => (reply.id === id ? { ...reply, ...change } : reply));
  }

  /** Takes over all as they are known to be now; what was asked for before is older. */
  take(replies: readonly ReplyFragment[]): void {
    this.#newest = null;
    this.totalCount += replies.length - this.all.length;
    this.all = replies;
  }

  #find(search: string): void {
    this.#wanted = search;
    void this.refresh();
  }

  async #load(): Promise<void> {
    const request = Symbol();
    this.#newest = request;
    const { scope } = this;
    const search = this.#wanted;
    const isSame = search === this.search && scope === this.#shownScope;
    this.#loadedAt = performance.now();
    if (this.status === 'failed') this.status = 'loading';
    try {
      let replies: ReplyFragment[] = [];
      let after: string | null = null;
      for (;;) {
        const page: ReplyPageQuery = await this.#api.query(ReplyPageDocument, {
          filter: filterFor(scope, search),
          first: pageSize,
          after,
        });
        if (this.#newest !== request) return;
        const { edges, pageInfo, totalCount } = page.quickReplies;
        replies = [...replies, ...edges.map(({ node }) => node)];
        after = pageInfo.endCursor;
        const isLast = !pageInfo.hasNextPage || replies.length >= mostReplies;
        // What is only looked at anew is replaced when it is whole, or it would shrink for a moment.
        if (!isSame || isLast) this.#hold(replies, { scope, search, totalCount });
        if (isLast) return;
      }
    } catch (error) {
      if (this.#newest === request) this.#fail(error, isSame);
    }
  }

  #hold(
    replies: readonly ReplyFragment[],
    of: { scope: ReplyScope; search: string; totalCount: number },
  ): void {
    this.all = replies;
    this.totalCount = of.totalCount;
    this.search = of.search;
    this.#shownScope = of.scope;
    this.failureCode = null;
    this.status = 'ready';
  }

  #fail(error: unknown, isSame: boolean): void {
    this.expire();
    // What is shown is still right enough when it could only not be looked at anew.
    if (this.status === 'ready' && isSame && isPassing(error)) return;
    this.failureCode = codeOf(error);
    this.status = 'failed';
  }
}
