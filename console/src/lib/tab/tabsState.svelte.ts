import type { Api } from '#lib/connection/api.ts';
import type { SessionRowFragment } from '#lib/gql/generated.ts';
import type { SessionListEvent } from '#lib/session/sessionListsState.svelte.ts';
import { TabRows } from './tabRows.svelte.ts';
import type { TabStore } from './tabStore.ts';

interface TabsOptions {
  api: Pick<Api, 'query'>;
  store: Pick<TabStore, 'read' | 'write'>;
  known: (id: string) => SessionRowFragment | undefined;
}

/** A session that is open as a tab; its row is null until it is known. */
export interface Tab {
  id: string;
  row: SessionRowFragment | null;
}

export const mostTabs = 12;

/** The sessions that stay open above the thread, in the order in which the agent wants them. */
export class TabsState {
  #ids = $state.raw<readonly string[]>([]);
  readonly all = $derived.by((): Tab[] =>
    this.#ids.map((id) => ({ id, row: this.#rows.find(id) ?? this.#options.known(id) ?? null })),
  );
  readonly #options: TabsOptions;
  readonly #rows: TabRows;
  /** The one that is shown. */
  #openId: string | null = null;
  /** In the order in which they were shown, the last one last. */
  #shown: string[] = [];

  constructor(options: TabsOptions) {
    this.#options = options;
    this.#rows = new TabRows({ ...options, onGone: (id) => void this.close(id) });
    this.#ids = options.store.read().slice(0, mostTabs);
    this.#shown = [...this.#ids];
  }

  has(id: string): boolean {
    return this.#ids.includes(id);
  }

  /** A session is shown, or none: it has a tab from then on. */
  show(id: string | null): void {
    this.#openId = id;
    if (id !== null) this.open(id);
  }

  /** Gives a session a tab, without showing it; the one that was looked at longest ago makes room. */
  open(id: string): void {
    this.#shown = [...this.#shown.filter((other) => other !== id), id];
    this.#rows.add(id);
    if (this.has(id)) return;
    const ids = [...this.#ids, id];
    const surplus = ids.length > mostTabs ? this.#leastWanted(id) : undefined;
    if (surplus !== undefined) this.#forget(surplus);
    this.#keep(ids.filter((other) => other !== surplus));
  }

  /**
   * Takes a session's tab away.
   * @returns the one to be shown in its place: the next, else the one before; null where there is none
   */
  close(id: string): string | null {
    const place = this.#ids.indexOf(id);
    if (place === -1) return null;
    const beside = this.#ids[place + 1] ?? this.#ids[place - 1] ?? null;
    this.#forget(id);
    this.#keep(this.#ids.filter((other) => other !== id));
    return beside;
  }

  closeOthers(id: string): void {
    for (const other of this.#ids) if (other !== id) this.#forget(other);
    this.#keep(this.#ids.filter((other) => other === id));
  }

  /** Takes away those whose session has ended, but not the one that is shown. */
  closeEnded(): void {
    const ended = this.all.filter(({ id, row }) => row?.endedAt && id !== this.#openId);
    for (const { id } of ended) this.#forget(id);
    this.#keep(this.#ids.filter((id) => !ended.some((one) => one.id === id)));
  }

  /** Puts the tabs in another order. */
  order(ids: readonly string[]): void {
    this.#keep(ids.filter((id) => this.has(id)));
  }

  /** Puts a tab one place further on, or back. */
  move(id: string, by: 1 | -1): void {
    const ids = [...this.#ids];
    const place = ids.indexOf(id);
    const target = place + by;
    if (place === -1 || target < 0 || target >= ids.length) return;
    ids.splice(target, 0, ...ids.splice(place, 1));
    this.#keep(ids);
  }

  /** The tab so many further on, round the ends; null where there is no other. */
  beside(id: string | null, by: 1 | -1): string | null {
    const place = id === null ? -1 : this.#ids.indexOf(id);
    const from = place === -1 && by === -1 ? 0 : place;
    const beside = this.#ids.at((from + by) % Math.max(1, this.#ids.length));
    return beside === id ? null : (beside ?? null);
  }

  at(place: number): string | null {
    return this.#ids[place] ?? null;
  }

  apply(event: SessionListEvent): void {
    switch (event.__typename) {
      case 'StreamStarted':
        this.#rows.fetchAll(this.#ids);
        break;
      case 'SessionChanged':
        this.#rows.applyColumns(event.session);
        break;
      case 'SessionWithdrawn':
        this.close(event.sessionId);
        break;
      case 'VisitorChanged':
        this.#rows.applyVisitor(event.visitor);
        break;
    }
  }

  /** Ended ones first, then what was looked at longest ago; never what is shown, nor what has just come. */
  #leastWanted(newId: string): string | undefined {
    const others = this.#shown.filter((id) => this.has(id) && id !== this.#openId && id !== newId);
    return others.find((id) => this.#rows.find(id)?.endedAt) ?? others[0];
  }

  #forget(id: string): void {
    this.#rows.remove(id);
    this.#shown = this.#shown.filter((other) => other !== id);
  }

  #keep(ids: readonly string[]): void {
    this.#ids = ids;
    this.#options.store.write(ids);
  }
}
