import { codeOf, isPassing } from './failure.ts';

/** A part of a list, and where the next one begins. */
export interface Page<Row> {
  rows: readonly Row[];
  hasMore: boolean;
  cursor: string | null;
  /** How many there are on all pages; null where nobody counts. */
  totalCount: number | null;
}

/** A list that is fetched a page at a time as it is looked at, and from its beginning when what is asked for changes. */
export class PagedList<Row extends { id: string }> {
  status = $state<'loading' | 'ready' | 'failed'>('loading');
  rows = $state.raw<readonly Row[]>([]);
  totalCount = $state<number | null>(null);
  hasMore = $state(false);
  isLoadingMore = $state(false);
  /** Why the list, or its next page, could not be had. */
  failureCode = $state<string | null>(null);
  readonly #fetch: (after: string | null) => Promise<Page<Row>>;
  #cursor: string | null = null;
  #newestLoad = 0;

  constructor(fetch: (after: string | null) => Promise<Page<Row>>) {
    this.#fetch = fetch;
  }

  /** Fetches it from the beginning; what is shown stays until the answer is there. */
  async load(): Promise<void> {
    const load = ++this.#newestLoad;
    if (this.status === 'failed') this.status = 'loading';
    this.isLoadingMore = false;
    try {
      const page = await this.#fetch(null);
      if (load !== this.#newestLoad) return;
      this.rows = page.rows;
      this.#take(page);
      this.status = 'ready';
    } catch (error) {
      if (load !== this.#newestLoad) return;
      this.failureCode = codeOf(error);
      if (this.status !== 'ready' || !isPassing(error)) this.status = 'failed';
    }
  }

  async loadMore(): Promise<void> {
    if (!this.hasMore || this.isLoadingMore) return;
    const load = this.#newestLoad;
    this.isLoadingMore = true;
    this.failureCode = null;
    try {
      const page = await this.#fetch(this.#cursor);
      if (load !== this.#newestLoad) return;
      // What has moved meanwhile can come twice.
      const known = new Set(this.rows.map(({ id }) => id));
      this.rows = [...this.rows, ...page.rows.filter(({ id }) => !known.has(id))];
      this.#take(page);
    } catch (error) {
      if (load === this.#newestLoad) this.failureCode = codeOf(error);
    } finally {
      if (load === this.#newestLoad) this.isLoadingMore = false;
    }
  }

  /** Shows a row as it is known to be now. */
  replace(row: Row): void {
    this.rows = this.rows.map((other) => (other.id === row.id ? row : other));
  }

  remove(id: string): void {
    if (!this.rows.some((row) => row.id === id)) return;
    this.rows = this.rows.filter((row) => row.id !== id);
    if (this.totalCount !== null) this.totalCount -= 1;
  }

  #take({ hasMore, cursor, totalCount }: Page<Row>): void {
    this.failureCode = null;
    this.#cursor = cursor;
    this.hasMore = hasMore && cursor !== null;
    if (totalCount !== null) this.totalCount = totalCount;
  }
}

interface Connection<Row> {
  edges: readonly { node: Row }[];
  pageInfo: { hasNextPage: boolean; endCursor: string | null };
  totalCount?: number;
}

/** A page as the API gives it. */
export function pageOf<Row>({ edges, pageInfo, totalCount }: Connection<Row>): Page<Row> {
  return {
    rows: edges.map(({ node }) => node),
    hasMore: pageInfo.hasNextPage,
    cursor: pageInfo.endCursor,
    totalCount: totalCount ?? null,
  };
}
