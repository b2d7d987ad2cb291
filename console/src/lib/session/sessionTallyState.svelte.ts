import type { Api } from '#lib/connection/api.ts';
import type { SessionColumnsFragment } from '#lib/gql/generated.ts';
import { SessionCountsState } from './sessionCountsState.svelte.ts';
import { isSameScope, ownScope, type SessionScope } from './sessionView.ts';

interface SessionTallyOptions {
  api: Api;
  /** Called when the numbers of somebody's sessions have changed. */
  onChanged?: (() => void) | undefined;
}

/** The numbers of the agent's own lists and of those that are shown, fetched anew when a change touches them. */
export class SessionTallyState {
  readonly own: SessionCountsState;
  #shown = $state.raw() as SessionCountsState;
  readonly #options: SessionTallyOptions;
  /** What of each session is counted, as far as events told. */
  readonly #counted = new Map<string, string>();
  #hasStarted = false;

  constructor(options: SessionTallyOptions) {
    this.#options = options;
    this.own = new SessionCountsState(options.api, ownScope);
    this.#shown = this.own;
  }

  get shown(): SessionCountsState {
    return this.#shown;
  }

  show(scope: SessionScope): void {
    if (isSameScope(scope, this.#shown.scope)) return;
    if (this.#shown !== this.own) this.#shown.stop();
    const isOwn = isSameScope(scope, ownScope);
    this.#shown = isOwn ? this.own : new SessionCountsState(this.#options.api, scope);
    if (this.#hasStarted && !isOwn) this.#shown.refetch();
  }

  /** Fetches all numbers, now and from now on whenever they change. */
  startAnew(): void {
    this.#hasStarted = true;
    this.#counted.clear();
    for (const counts of this.#all) counts.refetch();
  }

  stop(): void {
    for (const counts of this.#all) counts.stop();
  }

  /** Has the numbers fetched if a change touches any: most changes, like a page seen, do not. */
  note(id: string, session: SessionColumnsFragment | null): void {
    const counted = session
      ? [session.list, session.ownerId, session.unreadCount, session.waitingSince !== null].join(' ')
      : '';
    if (this.#counted.get(id) === counted) return;
    this.#counted.set(id, counted);
    for (const counts of this.#all) counts.refetchSoon();
    this.#options.onChanged?.();
  }

  get #all(): Set<SessionCountsState> {
    return new Set([this.own, this.#shown]);
  }
}
