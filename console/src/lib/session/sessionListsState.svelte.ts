import type { ClockState } from '#lib/clock/clockState.svelte.ts';
import type { Api } from '#lib/connection/api.ts';
import type { OpenStream } from '#lib/connection/eventSocket.ts';
import {
  SessionListEventsDocument,
  type SessionColumnsFragment,
  type SessionListEventsSubscription,
  type SessionRowFragment,
} from '#lib/gql/generated.ts';
import { RecentVisitors } from './recentVisitors.ts';
import type { SessionCountsState } from './sessionCountsState.svelte.ts';
import { SessionFetches } from './sessionFetches.ts';
import { SessionListShelf } from './sessionListShelf.ts';
import { SessionListState } from './sessionListState.svelte.ts';
import { isIncomplete, withColumns } from './sessionRows.svelte.ts';
import { SessionTallyState } from './sessionTallyState.svelte.ts';
import { firstView, isIn, isNarrowed, isSameScope, queryFor, type SessionView } from './sessionView.ts';

export type SessionListEvent = SessionListEventsSubscription['sessionListEvents'];

interface SessionListsOptions {
  api: Api;
  openStream: OpenStream;
  clock: ClockState;
  agentId: string;
  /** Called with each event of the stream once it is applied: what else shows sessions hangs on it too. */
  onEvent?: (event: SessionListEvent) => void;
  /** Called when the numbers of somebody's sessions have changed. */
  onCountsChanged?: () => void;
  pageSize?: number;
}

/** The visitors' lists: the view that is shown, those shown lately, and the numbers; one stream keeps all current. */
export class SessionListsState {
  #current = $state.raw() as SessionListState;
  #previous = $state.raw<SessionListState | null>(null);

  readonly #options: SessionListsOptions;
  readonly #visitors = new RecentVisitors();
  readonly #shelf: SessionListShelf;
  readonly #fetches: SessionFetches;
  readonly #tally: SessionTallyState;
  #hasStarted = false;
  #closeStream: (() => void) | null = null;

  constructor(options: SessionListsOptions) {
    this.#options = options;
    this.#fetches = new SessionFetches({
      api: options.api,
      onRow: (row) => this.applyRow(row),
      onTooMany: (columns) => this.#refetchWith(columns),
    });
    this.#shelf = new SessionListShelf((view) => this.#listOf(view));
    this.#tally = new SessionTallyState({ api: options.api, onChanged: options.onCountsChanged });
    this.#current = this.#shelf.take(firstView);
  }

  get view(): SessionView {
    return this.#current.view;
  }

  /** What is to be seen: while a search or another order is on its way, what was there before. */
  get shown(): SessionListState {
    const isOnItsWay = this.#current.status === 'loading' && this.#previous?.status === 'ready';
    return (isOnItsWay && this.#previous) || this.#current;
  }

  /** The numbers of the lists that are shown. */
  get counts(): SessionCountsState {
    return this.#tally.shown;
  }

  /** The numbers of the agent's own lists, whatever is shown. */
  get ownCounts(): SessionCountsState {
    return this.#tally.own;
  }

  /** What the lists know of a session. */
  find(id: string): SessionRowFragment | undefined {
    // The list that is shown makes this react, whatever else is kept.
    return this.#current.rows.find(id) ?? this.#shelf.find(id);
  }

  /** Opens the stream, whose first event has everything fetched. */
  start(): void {
    this.#closeStream = this.#options.openStream(SessionListEventsDocument, () => ({}), {
      next: (data) => this.apply(data.sessionListEvents),
      failed: (failure) => this.#current.fail(failure.code),
    });
  }

  stop(): void {
    this.#closeStream?.();
    for (const list of this.#shelf.all) list.stop();
    this.#tally.stop();
  }

  /** Shows another view, at once where it was shown lately. */
  show(view: SessionView): void {
    const before = this.#current;
    if (queryFor(view) === queryFor(before.view)) return;
    const isSamePlace = view.list === before.view.list && isSameScope(view.scope, before.view.scope);
    const found = before.status === 'ready' ? before : this.#previous;
    // Behind the agent's back a search or a filter would cost the server a request for each change.
    if (isNarrowed(before.view)) this.#shelf.drop(before);
    this.#current = this.#shelf.take(view);
    this.#previous = isSamePlace ? found : null;
    this.#tally.show(view.scope);
    if (this.#hasStarted && this.#current.status === 'loading') void this.#current.refetch();
  }

  /** Applies one event of the stream; applying it again, or after a newer one, changes nothing. */
  apply(event: SessionListEvent): void {
    switch (event.__typename) {
      case 'StreamStarted':
        this.#options.clock.synchronise(event.at);
        this.#startAnew();
        break;
      case 'SessionChanged':
        this.applyColumns(event.session);
        break;
      case 'SessionWithdrawn':
        this.#tally.note(event.sessionId, null);
        this.#fetches.forget(event.sessionId);
        for (const list of this.#shelf.all) list.withdraw(event.sessionId);
        break;
      case 'VisitorChanged':
        this.#visitors.remember(event.visitor);
        for (const list of this.#shelf.all) list.applyVisitor(event.visitor);
        break;
    }
    this.#options.onEvent?.(event);
  }

  /** Has everything fetched anew of which no event tells, like another name of a tag. */
  refetch(): void {
    for (const list of this.#shelf.all) if (list !== this.#current) this.#shelf.drop(list);
    this.#current.refetchSoon();
  }

  /** Takes over a session's own columns; what hangs on them (a new visitor's or owner's name) is fetched. */
  applyColumns(columns: SessionColumnsFragment): void {
    this.#tally.note(columns.id, columns);
    this.#fetches.hear(columns);
    const known = this.#shelf.find(columns.id);
    const isKnown = known && !isIncomplete(known, columns);
    // A session that moves from one list to another is known from the one, and is in the other at once.
    if (isKnown) this.#applyToLists(columns.version > known.version ? withColumns(known, columns) : known);
    else for (const list of this.#shelf.all) list.applyColumns(columns);
  }

  /** Takes over a whole row that was fetched. */
  applyRow(row: SessionRowFragment): void {
    this.#tally.note(row.id, row);
    this.#fetches.hear(row);
    this.#applyToLists(row);
  }

  #applyToLists(row: SessionRowFragment): void {
    for (const list of this.#shelf.all) list.applyRow(row);
  }

  #startAnew(): void {
    this.#hasStarted = true;
    this.#previous = null;
    this.#fetches.forgetAll();
    for (const list of this.#shelf.all) if (list !== this.#current) this.#shelf.drop(list);
    this.#current.isOutdated = true;
    void this.#current.refetch();
    this.#tally.startAnew();
  }

  #listOf(view: SessionView): SessionListState {
    const { api, agentId, pageSize } = this.#options;
    return new SessionListState({
      api,
      agentId,
      view,
      pageSize,
      visitors: this.#visitors,
      onIncomplete: (columns) => void this.#fetches.fetch(columns),
    });
  }

  /** Too much has changed at once to be fetched one by one. */
  #refetchWith(columns: SessionColumnsFragment): void {
    for (const list of this.#shelf.all) {
      if (!isIn(list.view, columns, this.#options.agentId)) continue;
      if (list === this.#current) list.refetchSoon();
      else this.#shelf.drop(list);
    }
  }
}
