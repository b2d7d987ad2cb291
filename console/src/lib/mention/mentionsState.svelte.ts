import type { Api } from '#lib/connection/api.ts';
import { codeOf } from '#lib/connection/failure.ts';
import { MarkMentionsReadDocument, MentionsDocument, type MentionLineFragment } from '#lib/gql/generated.ts';

const pageSize = 30;

/** Where internal notes call the agent: how many are new, and the latest. */
export class MentionsState {
  unreadCount = $state(0);
  rows = $state.raw<readonly MentionLineFragment[]>([]);
  status = $state<'loading' | 'ready' | 'failed'>('loading');
  failureCode = $state<string | null>(null);
  hasMore = $state(false);
  isLoadingMore = $state(false);
  readonly #api: Pick<Api, 'query' | 'mutate'>;
  #endCursor: string | null = null;
  /** The request whose answer counts. */
  #newest: symbol | null = null;

  constructor(api: Pick<Api, 'query' | 'mutate'>) {
    this.#api = api;
  }

  /** Fetches the latest anew; what is there stays until the answer has come. */
  async refresh(): Promise<void> {
    const request = Symbol();
    this.#newest = request;
    if (this.status === 'failed') this.status = 'loading';
    try {
      const { mentions } = await this.#api.query(MentionsDocument, { first: pageSize, after: null });
      if (this.#newest !== request) return;
      this.rows = mentions.edges.map(({ node }) => node);
      this.#take(mentions);
      this.status = 'ready';
    } catch (error) {
      if (this.#newest !== request) return;
      this.failureCode = codeOf(error);
      if (this.status === 'loading') this.status = 'failed';
    }
  }

  /** Fetches those before; pressed again it tries again. */
  async loadMore(): Promise<void> {
    if (!this.hasMore || this.isLoadingMore) return;
    this.isLoadingMore = true;
    try {
      const after = this.#endCursor;
      const { mentions } = await this.#api.query(MentionsDocument, { first: pageSize, after });
      if (after !== this.#endCursor) return;
      const known = new Set(this.rows.map(({ id }) => id));
      const older = mentions.edges.map(({ node }) => node).filter(({ id }) => !known.has(id));
      this.rows = [...this.rows, ...older];
      this.#take(mentions);
    } catch (error) {
      this.failureCode = codeOf(error);
    } finally {
      this.isLoadingMore = false;
    }
  }

  /** The agent has a session's notes before them. Tells the server only where there was something new. */
  async markRead(sessionId: string): Promise<void> {
    const isNew = ({ session, readAt }: MentionLineFragment) => session.id === sessionId && readAt === null;
    const count = this.rows.filter(isNew).length;
    if (count === 0) return;
    const readAt = new Date().toISOString();
    this.rows = this.rows.map((row) => (isNew(row) ? { ...row, readAt } : row));
    this.unreadCount = Math.max(0, this.unreadCount - count);
    // Should it not arrive, they are new again with the next fetch.
    await this.#api.mutate(MarkMentionsReadDocument, { input: { sessionId } }).catch(() => undefined);
  }

  #take({
    unreadCount,
    pageInfo,
  }: {
    unreadCount: number;
    pageInfo: { hasNextPage: boolean; endCursor: string | null };
  }): void {
    this.unreadCount = unreadCount;
    this.hasMore = pageInfo.hasNextPage;
    this.#endCursor = pageInfo.endCursor;
  }
}
