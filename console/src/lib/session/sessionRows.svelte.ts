import type { SessionColumnsFragment, SessionRowFragment } from '#lib/gql/generated.ts';
import { compareByAttention } from './sessionOrder.ts';

/** Live sessions by id, in the order of attention; the newest version of each wins. */
export class SessionRows {
  readonly #rows = new Map<string, SessionRowFragment>();
  /** Stands for the map's content, which is too large to be copied or proxied at each change. */
  #revision = $state(0);

  readonly inOrder = $derived.by(() => {
    void this.#revision;
    return [...this.#rows.values()].sort(compareByAttention);
  });
  readonly unreadCount = $derived(this.inOrder.reduce((sum, row) => sum + row.unreadCount, 0));

  find(id: string): SessionRowFragment | undefined {
    void this.#revision;
    return this.#rows.get(id);
  }

  /** Takes over a row that was fetched. */
  put(row: SessionRowFragment): void {
    const known = this.#rows.get(row.id);
    if (known && row.version < known.version) return;
    this.#rows.set(row.id, row);
    this.#revision++;
  }

  /**
   * Takes over a session's own columns.
   * @returns whether the row must be fetched: it is not known, or what hangs on it (its owner's name) has changed.
   */
  putColumns(columns: SessionColumnsFragment): boolean {
    const row = this.#rows.get(columns.id);
    if (!row) return true;
    if (columns.version > row.version) {
      this.#rows.set(columns.id, { ...row, ...columns });
      this.#revision++;
    }
    const ownerId = this.#rows.get(columns.id)?.ownerId ?? null;
    return ownerId !== (row.owner?.id ?? null);
  }

  remove(id: string): void {
    if (this.#rows.delete(id)) this.#revision++;
  }

  /** Drops all rows but these. */
  keepOnly(ids: ReadonlySet<string>): void {
    for (const id of this.#rows.keys()) if (!ids.has(id)) this.#rows.delete(id);
    this.#revision++;
  }
}
