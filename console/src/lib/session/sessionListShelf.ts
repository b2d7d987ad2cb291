import type { SessionRowFragment } from '#lib/gql/generated.ts';
import type { SessionListState } from './sessionListState.svelte.ts';
import { queryFor, type SessionView } from './sessionView.ts';

const keptLists = 8;

/** The lists that were shown lately, which are kept current: going back to one shows it at once. */
export class SessionListShelf {
  readonly #make: (view: SessionView) => SessionListState;
  /** By their address, in the order of their last use. */
  readonly #lists = new Map<string, SessionListState>();

  constructor(make: (view: SessionView) => SessionListState) {
    this.#make = make;
  }

  get all(): SessionListState[] {
    return [...this.#lists.values()];
  }

  take(view: SessionView): SessionListState {
    const key = queryFor(view);
    const list = this.#lists.get(key) ?? this.#make(view);
    this.#lists.delete(key);
    this.#lists.set(key, list);
    const [oldest] = this.#lists.values();
    if (oldest && this.#lists.size > keptLists) this.drop(oldest);
    return list;
  }

  drop(list: SessionListState): void {
    list.stop();
    this.#lists.delete(queryFor(list.view));
  }

  /** The newest of what the lists have of a session; what may be outdated is not known. */
  find(id: string): SessionRowFragment | undefined {
    let newest: SessionRowFragment | undefined;
    for (const { rows, isOutdated } of this.#lists.values()) {
      const row = isOutdated ? undefined : rows.find(id);
      if (row && (!newest || row.version > newest.version)) newest = row;
    }
    return newest;
  }
}
