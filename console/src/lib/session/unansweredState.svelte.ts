import type { Api } from '#lib/connection/api.ts';
import { retryPauseMs } from '#lib/connection/connectionState.svelte.ts';
import { isPassing } from '#lib/connection/failure.ts';
import { SessionPageDocument, type SessionColumnsFragment } from '#lib/gql/generated.ts';
import type { SessionListEvent } from './sessionListsState.svelte.ts';

interface UnansweredOptions {
  api: Api;
  agentId: string;
  pageSize?: number;
}

/** A session as far as waiting for an answer goes. */
type Wait = Pick<SessionColumnsFragment, 'id' | 'version' | 'ownerId' | 'waitingSince'>;

/** The agent's own sessions in which a visitor waits for an answer, whatever lists are shown: longest first. */
export class UnansweredState {
  #waits = $state.raw<readonly Wait[]>([]);
  readonly #options: UnansweredOptions;
  /** The newest of each of one’s own, answered ones too, so that old news is told from new; of others’ while a page may say otherwise. */
  #known = new Map<string, Wait>();
  /** The load whose answer counts. */
  #load: symbol | null = null;
  #failures = 0;
  #retryTimer: ReturnType<typeof setTimeout> | undefined;

  constructor(options: UnansweredOptions) {
    this.#options = options;
  }

  get count(): number {
    return this.#waits.length;
  }

  /** Since when the one waits who has waited longest; null when nobody does. */
  get longestSince(): string | null {
    return this.#waits[0]?.waitingSince ?? null;
  }

  /** The session to be answered next: behind the open one, if that waits too, and from the beginning after the last. */
  next(openId: string | null): string | null {
    const index = this.#waits.findIndex(({ id }) => id === openId);
    const next = this.#waits[index + 1] ?? this.#waits[0];
    return next && next.id !== openId ? next.id : null;
  }

  stop(): void {
    this.#load = null;
    clearTimeout(this.#retryTimer);
  }

  /** Applies one event of the lists' stream; applying it again, or after a newer one, changes nothing. */
  apply(event: SessionListEvent): void {
    if (event.__typename === 'StreamStarted') void this.#fetch();
    if (event.__typename === 'SessionChanged') this.#hear(event.session);
    // What is no longer to be seen is not to be answered; should it come back, an event says so.
    if (event.__typename === 'SessionWithdrawn') this.#drop(event.sessionId);
  }

  #hear(session: Wait): void {
    const known = this.#known.get(session.id);
    if (known && known.version >= session.version) return;
    if (!known && !this.#load && session.ownerId !== this.#options.agentId) return;
    this.#known.set(session.id, session);
    this.#show();
  }

  #drop(id: string): void {
    const known = this.#known.get(id);
    if (this.#load)
      this.#known.set(id, { id, version: (known?.version ?? 0) + 1, ownerId: null, waitingSince: null });
    else this.#known.delete(id);
    this.#show();
  }

  async #fetch(): Promise<void> {
    const load = Symbol();
    this.#load = load;
    this.#known = new Map();
    clearTimeout(this.#retryTimer);
    try {
      let after: string | null = null;
      do after = await this.#fetchPage(load, after);
      while (after !== null);
    } catch (error) {
      if (this.#load !== load || !isPassing(error)) return;
      this.#retryTimer = setTimeout(() => void this.#fetch(), retryPauseMs(this.#failures++));
      return;
    }
    if (this.#load !== load) return;
    [this.#load, this.#failures] = [null, 0];
    for (const [id, { ownerId }] of this.#known)
      if (ownerId !== this.#options.agentId) this.#known.delete(id);
    this.#show();
  }

  /** Resolves to where the next page begins; null when nobody waits behind this one. */
  async #fetchPage(load: symbol, after: string | null): Promise<string | null> {
    const { api, agentId, pageSize = 100 } = this.#options;
    const { sessions } = await api.query(SessionPageDocument, {
      filter: { ownerId: agentId },
      order: 'ATTENTION',
      first: pageSize,
      after,
    });
    if (this.#load !== load) return null;
    for (const { node } of sessions.edges) {
      const known = this.#known.get(node.id);
      if (!known || known.version < node.version) this.#known.set(node.id, node);
    }
    const last = sessions.edges.at(-1);
    return sessions.pageInfo.hasNextPage && last?.node.waitingSince != null ? last.cursor : null;
  }

  #show(): void {
    // While everything is loaded anew, what was there before is the better answer.
    if (this.#load) return;
    this.#waits = [...this.#known.values()]
      .filter((wait) => this.#isWaiting(wait))
      // Text order is time order: the API writes every time in the same form.
      .sort((a, b) => ((a.waitingSince ?? '') + a.id < (b.waitingSince ?? '') + b.id ? -1 : 1));
  }

  #isWaiting({ ownerId, waitingSince }: Wait): boolean {
    return ownerId === this.#options.agentId && waitingSince !== null;
  }
}
