import { Throttle } from '#lib/clock/throttle.ts';
import type { Api } from '#lib/connection/api.ts';
import { retryPauseMs } from '#lib/connection/connectionState.svelte.ts';
import { isPassing } from '#lib/connection/failure.ts';
import { SessionCountsDocument, type SessionCountsQuery, type SessionList } from '#lib/gql/generated.ts';
import { liveLists, type SessionScope } from './sessionView.ts';

type SessionCount = SessionCountsQuery['sessionCounts'][number];

const none: Pick<SessionCount, 'count' | 'unreadCount'> = { count: 0, unreadCount: 0 };

/** How many sessions stand in each of somebody's lists, and how many of their messages are unread. */
export class SessionCountsState {
  readonly scope: SessionScope;
  readonly #api: Api;
  #counts = $state.raw<ReadonlyMap<SessionList, SessionCount> | null>(null);

  readonly unreadCount = $derived(liveLists.reduce((sum, list) => sum + this.of(list).unreadCount, 0));

  /** The request whose answer counts. */
  #newest: symbol | null = null;
  #failures = 0;
  #retryTimer: ReturnType<typeof setTimeout> | undefined;
  // However many sessions change at once, they cost the server one request a second.
  readonly #refetches = new Throttle(() => void this.#fetch(), { delayMs: 100, intervalMs: 1_000 });

  constructor(api: Api, scope: SessionScope) {
    this.#api = api;
    this.scope = scope;
  }

  /** Whether there are numbers to be shown. */
  get isKnown(): boolean {
    return this.#counts !== null;
  }

  of(list: SessionList): Pick<SessionCount, 'count' | 'unreadCount'> {
    return this.#counts?.get(list) ?? none;
  }

  refetch(): void {
    this.#refetches.runNow();
  }

  refetchSoon(): void {
    this.#refetches.wish();
  }

  stop(): void {
    this.#newest = null;
    this.#refetches.stop();
    clearTimeout(this.#retryTimer);
  }

  async #fetch(): Promise<void> {
    const request = Symbol();
    this.#newest = request;
    clearTimeout(this.#retryTimer);
    const { ownerId, isMine } = this.scope;
    try {
      const { sessionCounts } = await this.#api.query(SessionCountsDocument, {
        ownerId,
        isMine: isMine || null,
      });
      if (this.#newest !== request) return;
      this.#counts = new Map(sessionCounts.map((one) => [one.list, one]));
      this.#failures = 0;
    } catch (error) {
      if (this.#newest !== request || !isPassing(error)) return;
      this.#retryTimer = setTimeout(() => this.refetch(), retryPauseMs(this.#failures++));
    }
  }
}
