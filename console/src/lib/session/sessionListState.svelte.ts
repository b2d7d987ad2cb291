import { Throttle } from '#lib/clock/throttle.ts';
import type { Api } from '#lib/connection/api.ts';
import { retryPauseMs } from '#lib/connection/connectionState.svelte.ts';
import { codeOf, isPassing } from '#lib/connection/failure.ts';
import {
  SessionPageDocument,
  type SessionPageQuery,
  type RowVisitorFragment,
  type SessionColumnsFragment,
  type SessionRowFragment,
} from '#lib/gql/generated.ts';
import type { RecentVisitors } from './recentVisitors.ts';
import { SessionNews } from './sessionNews.ts';
import { compareIn, type SessionPlace } from './sessionOrder.ts';
import { isIncomplete, newerOf, SessionRows, withColumns } from './sessionRows.svelte.ts';
import { filterFor, isIn, isNarrowed, type SessionView } from './sessionView.ts';

interface SessionListOptions {
  api: Api;
  agentId: string;
  view: SessionView;
  visitors: RecentVisitors;
  /** Called for a session that belongs here, of which more must be known than its columns. */
  onIncomplete: (columns: SessionColumnsFragment) => void;
  pageSize?: number;
}

type Page = SessionPageQuery['sessions'];

/** What is fetched anew at most; the rest comes again when it is scrolled to. */
const refetchedRows = 1_000;

/** The sessions of one view: always the whole list's beginning, up to where the last page ended. */
export class SessionListState {
  status = $state<'loading' | 'ready' | 'failed'>('loading');
  /** Why the list could not be loaded, as the API names it. */
  failureCode = $state<string | null>(null);
  totalCount = $state(0);
  hasMore = $state(false);
  /** Whether what is shown is from before the stream began anew: no event told what has changed since. */
  isOutdated = false;
  readonly rows: SessionRows;
  readonly view: SessionView;

  readonly #options: SessionListOptions;
  readonly #pageSize: number;
  readonly #isNarrowed: boolean;
  /** Where the last page ended; null when there is nothing behind it. */
  #end: SessionPlace | null = null;
  /** Where the API begins the page after a session. */
  readonly #cursors = new Map<string, string>();
  /** What has come since the load under way began; null when there is none. */
  #news: SessionNews | null = null;
  #failures = 0;
  #retryTimer: ReturnType<typeof setTimeout> | undefined;
  readonly #refetches = new Throttle(() => void this.refetch(), { delayMs: 250, intervalMs: 1_000 });

  constructor(options: SessionListOptions) {
    this.#options = options;
    this.#pageSize = options.pageSize ?? 100;
    this.view = options.view;
    this.#isNarrowed = isNarrowed(options.view);
    this.rows = new SessionRows(compareIn(options.view.list, options.view.order));
  }

  stop(): void {
    clearTimeout(this.#retryTimer);
    this.#refetches.stop();
    this.#news = null;
  }

  /** Takes over a session's own columns. What belongs here but hangs on more than them is asked for. */
  applyColumns(columns: SessionColumnsFragment): void {
    this.#news?.hear(columns);
    const known = this.rows.find(columns.id);
    if (known && columns.version <= known.version) return;
    if (!this.#isHere(columns)) return this.#drop(columns.id);
    if (known) this.rows.put(withColumns(known, columns));
    if (this.#isNarrowed) this.refetchSoon();
    else if (!known || isIncomplete(known, columns)) this.#options.onIncomplete(columns);
  }

  /** Takes over a whole row that was fetched. */
  applyRow(row: SessionRowFragment): void {
    this.#news?.hear(row);
    const known = this.rows.find(row.id);
    const newest = this.#options.visitors.inRow(known ? newerOf(known, row) : row);
    if (!this.#isHere(newest)) return this.#drop(row.id);
    if (known || !this.#isNarrowed) this.rows.put(newest);
    if (this.#isNarrowed) this.refetchSoon();
  }

  applyVisitor(visitor: RowVisitorFragment): void {
    this.rows.putVisitor(visitor);
    if (this.#isNarrowed) this.refetchSoon();
  }

  /** The session is no longer the agent's to see. */
  withdraw(id: string): void {
    this.#news?.hearWithdrawal(id);
    this.#drop(id);
  }

  /** Fetches the list anew before long, once for many changes. */
  refetchSoon(): void {
    this.#refetches.wish();
  }

  /** Fetches the list anew as far as it was loaded; what is shown stays until it is there. */
  async refetch(): Promise<void> {
    clearTimeout(this.#retryTimer);
    if (this.status === 'failed') this.status = 'loading';
    this.#cursors.clear();
    await this.#load(null, [], Math.min(this.rows.inOrder.length, refetchedRows));
  }

  /** Fetches the next page, for when the list is scrolled to its end. */
  async loadMore(): Promise<void> {
    if (this.#news || !this.hasMore) return;
    // Not where the last page ended: the session that stood there may have moved on since.
    const last = this.rows.inOrder.findLast(({ id }) => this.#cursors.has(id));
    await this.#load((last && this.#cursors.get(last.id)) ?? null, this.rows.inOrder, 0);
  }

  fail(code: string): void {
    this.failureCode = code;
    if (this.status === 'loading') this.status = 'failed';
  }

  /** Fetches pages, added to the rows that stay, until there are enough of them. Only the load that began last counts. */
  async #load(after: string | null, stay: readonly SessionRowFragment[], enough: number): Promise<void> {
    const news = new SessionNews();
    this.#news = news;
    const loaded = new Map(stay.map((row) => [row.id, row]));
    let page: Page;
    try {
      do {
        page = await this.#fetchPage(after);
        if (this.#news !== news) return;
        for (const { cursor, node } of page.edges) {
          loaded.set(node.id, node);
          this.#cursors.set(node.id, cursor);
        }
        after = page.edges.at(-1)?.cursor ?? null;
      } while (page.pageInfo.hasNextPage && after !== null && loaded.size < enough);
    } catch (error) {
      if (this.#news === news) this.#failLoad(error, stay.length > 0);
      return;
    }
    [this.#news, this.#failures, this.isOutdated] = [null, 0, false];
    [this.status, this.totalCount] = ['ready', page.totalCount];
    this.hasMore = page.pageInfo.hasNextPage && after !== null;
    this.#end = (this.hasMore && page.edges.at(-1)?.node) || null;
    this.#show(loaded, news);
    // The session that the page was to begin after had moved on, unheard of, and left others out.
    if (stay.length > 0 && !this.hasMore && loaded.size < page.totalCount) this.refetchSoon();
  }

  async #fetchPage(after: string | null): Promise<Page> {
    const variables = { filter: filterFor(this.view), order: this.view.order, first: this.#pageSize, after };
    return (await this.#options.api.query(SessionPageDocument, variables)).sessions;
  }

  #show(loaded: ReadonlyMap<string, SessionRowFragment>, news: SessionNews): void {
    const known = (id: string) => (this.#isNarrowed ? undefined : this.rows.find(id));
    const { rows, incomplete } = news.appliedTo(loaded, known);
    const newest = rows.map((row) => this.#options.visitors.inRow(row)).filter((row) => this.#isHere(row));
    const hasGrown = newest.length > this.rows.inOrder.length;
    this.rows.replace(newest);
    for (const columns of incomplete)
      if (!this.#isNarrowed && this.#isHere(columns)) this.#options.onIncomplete(columns);
    if (hasGrown) this.#fillUp();
  }

  #drop(id: string): void {
    this.rows.remove(id);
    this.#fillUp();
  }

  /** A list that has become short is given its next page without being scrolled to. */
  #fillUp(): void {
    if (this.status === 'ready' && this.rows.inOrder.length < this.#pageSize / 3) void this.loadMore();
  }

  /** Whether a session stands in what is loaded of the list. */
  #isHere(session: SessionColumnsFragment): boolean {
    if (!isIn(this.view, session, this.#options.agentId)) return false;
    return this.#end === null || this.rows.compare(session, this.#end) <= 0;
  }

  #failLoad(error: unknown, isNextPage: boolean): void {
    this.#news = null;
    // The rows that are there stay; scrolling on tries again.
    if (isNextPage && this.status === 'ready') return;
    this.fail(codeOf(error));
    // What is shown may miss changes from before the stream began: the load is tried again until it succeeds.
    if (!isPassing(error)) return;
    this.#retryTimer = setTimeout(() => void this.refetch(), retryPauseMs(this.#failures++));
  }
}
