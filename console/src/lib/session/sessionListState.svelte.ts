import type { ClockState } from '#lib/clock/clockState.svelte.ts';
import type { Api } from '#lib/connection/api.ts';
import { retryPauseMs } from '#lib/connection/connectionState.svelte.ts';
import type { OpenStream } from '#lib/connection/eventSocket.ts';
import { codeOf, isPassing } from '#lib/connection/failure.ts';
import {
  SessionByIdDocument,
  SessionListEventsDocument,
  SessionPageDocument,
  type SessionColumnsFragment,
  type SessionListEventsSubscription,
  type SessionRowFragment,
} from '#lib/gql/generated.ts';
import { SessionRows } from './sessionRows.svelte.ts';

export type SessionListEvent = SessionListEventsSubscription['sessionListEvents'];

interface SessionListOptions {
  api: Api;
  openStream: OpenStream;
  clock: ClockState;
  /** Called with each change that the stream tells of, for what else shows the session. */
  onColumns?: (columns: SessionColumnsFragment) => void;
}

/** Ids that a load, or an event while it lasts, has found to be in the list or to be out of it. */
interface ListLoad {
  withdrawn: Set<string>;
  kept: Set<string>;
}

const pageSize = 100;
/** Loaded without being scrolled to, so that the order and the unread count are those of the whole list. */
const eagerRows = 2_000;

/** The live sessions that the agent sees: fetched in pages, then kept current by the list's stream. */
export class SessionListState {
  status = $state<'loading' | 'ready' | 'failed'>('loading');
  /** Why the list could not be loaded, as the API names it. */
  failureCode = $state<string | null>(null);
  totalCount = $state(0);
  hasMore = $state(false);
  readonly rows = new SessionRows();

  readonly #options: SessionListOptions;
  #endCursor: string | null = null;
  /** The load under way; what events touch meanwhile is newer than what its pages bring. */
  #load: ListLoad | null = null;
  #isLoadingMore = false;
  #failures = 0;
  #retryTimer: ReturnType<typeof setTimeout> | undefined;
  /** Rows being fetched one by one, with the newest columns that came meanwhile. */
  readonly #fetching = new Map<string, SessionColumnsFragment>();
  #closeStream: (() => void) | null = null;

  constructor(options: SessionListOptions) {
    this.#options = options;
  }

  /** Opens the stream, whose first event has the list fetched. */
  start(): void {
    this.#closeStream = this.#options.openStream(SessionListEventsDocument, () => ({}), {
      next: (data) => this.apply(data.sessionListEvents),
      failed: (failure) => this.#fail(failure.code),
    });
  }

  stop(): void {
    this.#closeStream?.();
    clearTimeout(this.#retryTimer);
    this.#load = null;
  }

  /** Applies one event of the stream; applying it again, or after a newer one, changes nothing. */
  apply(event: SessionListEvent): void {
    switch (event.__typename) {
      case 'StreamStarted':
        this.#options.clock.synchronise(event.at);
        void this.refetch();
        break;
      case 'SessionChanged':
        this.applyColumns(event.session);
        this.#options.onColumns?.(event.session);
        break;
      case 'SessionWithdrawn':
        this.#remove(event.sessionId);
        break;
    }
  }

  /** Takes over a session's own columns; what hangs on them (a new visitor's or owner's name) is fetched. */
  applyColumns(columns: SessionColumnsFragment): void {
    if (!columns.isLive) return this.#remove(columns.id);
    this.#load?.withdrawn.delete(columns.id);
    this.#load?.kept.add(columns.id);
    if (this.rows.putColumns(columns)) void this.#fetchRow(columns);
  }

  /** Takes over a whole row that was fetched. */
  applyRow(row: SessionRowFragment): void {
    if (row.isLive) this.rows.put(row);
    else this.#remove(row.id);
  }

  /** Fetches the list anew, page by page; what is shown stays until the new pages are there. */
  async refetch(): Promise<void> {
    const load: ListLoad = { withdrawn: new Set(), kept: new Set() };
    this.#load = load;
    clearTimeout(this.#retryTimer);
    if (this.status === 'failed') this.status = 'loading';
    try {
      let after: string | null = null;
      do {
        after = await this.#fetchPage(after, load);
        if (this.#load !== load) return;
        this.status = 'ready';
      } while (this.hasMore && load.kept.size < eagerRows);
    } catch (error) {
      if (this.#load === load) this.#failLoad(error);
      return;
    }
    this.rows.keepOnly(load.kept);
    this.#load = null;
    this.#failures = 0;
  }

  /** Fetches the next page, for when the list is scrolled to its end. */
  async loadMore(): Promise<void> {
    if (this.#load || this.#isLoadingMore || !this.hasMore) return;
    this.#isLoadingMore = true;
    try {
      await this.#fetchPage(this.#endCursor, null);
    } catch {
      // The rows that are there stay; scrolling on tries again.
    } finally {
      this.#isLoadingMore = false;
    }
  }

  async #fetchPage(after: string | null, load: ListLoad | null): Promise<string | null> {
    const { sessions } = await this.#options.api.query(SessionPageDocument, { first: pageSize, after });
    if (this.#load !== load) return null;
    for (const { node } of sessions.edges) {
      if (load?.withdrawn.has(node.id)) continue;
      load?.kept.add(node.id);
      this.applyRow(node);
    }
    this.totalCount = sessions.totalCount;
    this.hasMore = sessions.pageInfo.hasNextPage;
    this.#endCursor = sessions.pageInfo.endCursor;
    return this.#endCursor;
  }

  async #fetchRow(columns: SessionColumnsFragment): Promise<void> {
    const { id } = columns;
    const underWay = this.#fetching.get(id);
    if (!underWay || underWay.version < columns.version) this.#fetching.set(id, columns);
    if (underWay) return;
    const answer = await this.#options.api.query(SessionByIdDocument, { id }).catch(() => null);
    const newest = this.#fetching.get(id);
    this.#fetching.delete(id);
    // Without an answer the line is down: when it is back, the stream starts anew and has the whole list fetched.
    // Without columns the session was withdrawn meanwhile.
    if (answer?.session.__typename !== 'Session' || !newest) return;
    this.applyRow(answer.session);
    // An answer that was overtaken on its way is not the last word.
    if (answer.session.version < newest.version) this.applyColumns(newest);
  }

  /** The session has ended or is no longer the agent's to see. */
  #remove(id: string): void {
    this.#load?.withdrawn.add(id);
    this.#load?.kept.delete(id);
    this.#fetching.delete(id);
    this.rows.remove(id);
  }

  /** What is shown may miss changes from before the stream began: the load is tried again until it succeeds. */
  #failLoad(error: unknown): void {
    this.#fail(codeOf(error));
    if (!isPassing(error)) return;
    this.#retryTimer = setTimeout(() => void this.refetch(), retryPauseMs(this.#failures++));
  }

  #fail(code: string): void {
    this.#load = null;
    this.failureCode = code;
    if (this.status === 'loading') this.status = 'failed';
  }
}
