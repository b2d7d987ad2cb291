import { Throttle } from '#lib/clock/throttle.ts';
import type { Api } from '#lib/connection/api.ts';
import { retryPauseMs } from '#lib/connection/connectionState.svelte.ts';
import type { OpenStream } from '#lib/connection/eventSocket.ts';
import { codeOf, isPassing } from '#lib/connection/failure.ts';
import {
  ColleagueEventsDocument,
  ColleagueListDocument,
  type ColleagueEventsSubscription,
  type ColleagueFragment,
  type DepartmentNodeFragment,
} from '#lib/gql/generated.ts';
import { compareByReach, isNewer, type Standing } from './agentStatus.ts';
import type { OwnStatusState } from './ownStatusState.svelte.ts';

export type ColleagueEvent = ColleagueEventsSubscription['colleagueEvents'];

interface ColleagueListOptions {
  api: Api;
  openStream: OpenStream;
  agentId: string;
  /** The stream tells of the agent's own status too. */
  ownStatus: OwnStatusState;
}

/** How often the list is fetched while it is looked at: the stream does not tell of the numbers of sessions. */
const watchIntervalMs = 5_000;

/** The agent's colleagues with their status: fetched whole, then kept current by their stream. */
export class ColleagueListState {
  status = $state<'loading' | 'ready' | 'failed'>('loading');
  /** Why the list could not be loaded, as the API names it. */
  failureCode = $state<string | null>(null);
  /** Colleagues by id; the newest status of each wins. */
  #rows = $state.raw<ReadonlyMap<string, ColleagueFragment>>(new Map());
  /** The whole organisation's, in the order in which they are shown within each other. */
  departments = $state.raw<readonly DepartmentNodeFragment[]>([]);

  readonly inOrder = $derived([...this.#rows.values()].sort(compareByReach));

  readonly #options: ColleagueListOptions;
  /** The load under way, with the changes that it may miss: those of agents who are not in the list yet. */
  #load: Map<string, Standing> | null = null;
  #watchers = 0;
  #failures = 0;
  #retryTimer: ReturnType<typeof setTimeout> | undefined;
  #closeStream: (() => void) | null = null;
  readonly #refetches = new Throttle(() => void this.refetch(), { delayMs: 150, intervalMs: 1_000 });

  constructor(options: ColleagueListOptions) {
    this.#options = options;
  }

  /** Opens the stream, whose first event has the list fetched. */
  start(): void {
    this.#closeStream = this.#options.openStream(ColleagueEventsDocument, () => ({}), {
      next: (data) => this.apply(data.colleagueEvents),
      failed: (failure) => this.#fail(failure.code),
    });
  }

  stop(): void {
    this.#closeStream?.();
    clearTimeout(this.#retryTimer);
    this.#refetches.stop();
    this.#load = null;
  }

  find(id: string): ColleagueFragment | undefined {
    return this.#rows.get(id);
  }

  /** Fetches the list now and again while it is looked at; returns what stops that. */
  watch(): () => void {
    this.#watchers++;
    this.#refetches.wish();
    const timer = setInterval(() => this.#refetches.wish(), watchIntervalMs);
    return () => {
      this.#watchers--;
      clearInterval(timer);
    };
  }

  /** Sessions have come, gone or been answered: the numbers of who is looked at have changed. */
  recount(): void {
    if (this.#watchers > 0) this.#refetches.wish();
  }

  /** Applies one event of the stream; applying it again, or after a newer one, changes nothing. */
  apply(event: ColleagueEvent): void {
    switch (event.__typename) {
      case 'StreamStarted':
        void this.refetch();
        break;
      case 'AgentStatusChanged':
        if (event.agentId === this.#options.agentId) this.#options.ownStatus.apply(event);
        else this.#applyChange(event.agentId, event);
        break;
    }
  }

  /** Fetches the list anew; what is shown stays until the answer is there. */
  async refetch(): Promise<void> {
    const load = new Map<string, Standing>();
    this.#load = load;
    clearTimeout(this.#retryTimer);
    if (this.status === 'failed') this.status = 'loading';
    try {
      const { currentAgent, colleagues, departments } = await this.#options.api.query(
        ColleagueListDocument,
        {},
      );
      if (this.#load !== load) return;
      this.#load = null;
      this.#failures = 0;
      this.status = 'ready';
      this.departments = departments;
      if (currentAgent) this.#options.ownStatus.apply(currentAgent);
      this.#rows = new Map(colleagues.map((row) => [row.id, withNewer(row, this.#rows.get(row.id))]));
      for (const [id, change] of load) this.#applyChange(id, change);
    } catch (error) {
      if (this.#load === load) this.#failLoad(error);
    }
  }

  #applyChange(id: string, { status, statusChangedAt }: Standing): void {
    const change = { status, statusChangedAt };
    const row = this.#rows.get(id);
    if (row) {
      this.#rows = new Map(this.#rows).set(id, withNewer(row, change));
    } else if (this.#load) {
      const known = this.#load.get(id);
      if (!known || isNewer(change, known)) this.#load.set(id, change);
    } else {
      void this.refetch();
    }
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

function withNewer(row: ColleagueFragment, change: Standing | undefined): ColleagueFragment {
  if (!change || !isNewer(change, row)) return row;
  return { ...row, status: change.status, statusChangedAt: change.statusChangedAt };
}
