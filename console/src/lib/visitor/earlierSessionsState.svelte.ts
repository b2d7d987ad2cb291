import type { Api } from '#lib/connection/api.ts';
import { codeOf } from '#lib/connection/failure.ts';
import type { EarlierSessionFragment } from '#lib/gql/generated.ts';
import { fetchSessions } from './visitHistory.ts';

/** The other sessions of a visitor that an agent may see, page by page, the latest first. */
export class EarlierSessionsState {
  sessions = $state.raw<readonly EarlierSessionFragment[]>([]);
  hasMore = $state(true);
  isLoading = $state(false);
  /** Why the page that was asked for last could not be had. */
  failureCode = $state<string | null>(null);
  readonly #api: Pick<Api, 'query'>;
  readonly #sessionId: string;
  #cursor: string | null = null;

  constructor(api: Pick<Api, 'query'>, sessionId: string) {
    this.#api = api;
    this.#sessionId = sessionId;
  }

  /** Fetches the next page; what is there stays. */
  async loadMore(): Promise<void> {
    if (this.isLoading || !this.hasMore) return;
    this.isLoading = true;
    this.failureCode = null;
    try {
      const { edges, pageInfo } = await fetchSessions(this.#api, this.#sessionId, this.#cursor);
      const known = new Set([this.#sessionId, ...this.sessions.map(({ id }) => id)]);
      const others = edges.map(({ node }) => node).filter(({ id }) => !known.has(id));
      this.sessions = [...this.sessions, ...others];
      this.#cursor = pageInfo.endCursor;
      this.hasMore = pageInfo.hasNextPage;
    } catch (error) {
      this.failureCode = codeOf(error);
    } finally {
      this.isLoading = false;
    }
  }
}
