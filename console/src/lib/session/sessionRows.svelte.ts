import type { RowVisitorFragment, SessionColumnsFragment, SessionRowFragment } from '#lib/gql/generated.ts';
import type { CompareSessions } from './sessionOrder.ts';

/** The sessions of one list by id and in order; the newest version of each wins. */
export class SessionRows {
  readonly compare: CompareSessions;
  readonly #byId = new Map<string, SessionRowFragment>();
  #inOrder = $state.raw<readonly SessionRowFragment[]>([]);

  constructor(compare: CompareSessions) {
    this.compare = compare;
  }

  get inOrder(): readonly SessionRowFragment[] {
    return this.#inOrder;
  }

  find(id: string): SessionRowFragment | undefined {
    void this.#inOrder;
    return this.#byId.get(id);
  }

  /** Takes over a row, unless a newer one is there. */
  put(row: SessionRowFragment): void {
    const known = this.#byId.get(row.id);
    const newest = known ? newerOf(known, row) : row;
    if (newest === known) return;
    const rows = this.#without(known);
    rows.splice(this.#placeOf(newest, rows), 0, newest);
    this.#byId.set(row.id, newest);
    this.#inOrder = rows;
  }

  remove(id: string): void {
    const known = this.#byId.get(id);
    if (!known) return;
    this.#byId.delete(id);
    this.#inOrder = this.#without(known);
  }

  /** Takes over a visitor's name and tags wherever they are older. */
  putVisitor(visitor: RowVisitorFragment): void {
    const outdated = this.#inOrder.some((row) => isOutdated(row, visitor));
    if (!outdated) return;
    this.#inOrder = this.#inOrder.map((row) => {
      if (!isOutdated(row, visitor)) return row;
      const changed = { ...row, visitor: { ...row.visitor, ...visitor } };
      this.#byId.set(row.id, changed);
      return changed;
    });
  }

  /** Shows these and nothing else. */
  replace(rows: readonly SessionRowFragment[]): void {
    this.#byId.clear();
    for (const row of rows) this.#byId.set(row.id, row);
    this.#inOrder = [...rows].sort(this.compare);
  }

  #without(row: SessionRowFragment | undefined): SessionRowFragment[] {
    const rows = [...this.#inOrder];
    if (row) rows.splice(this.#placeOf(row, rows), 1);
    return rows;
  }

  /** Sorting thousands of rows at each change would be felt: the place is searched for by halves. */
  #placeOf(row: SessionRowFragment, rows: readonly SessionRowFragment[]): number {
    let low = 0;
    let high = rows.length;
    while (low < high) {
      const middle = (low + high) >>> 1;
      const other = rows[middle];
      if (other && this.compare(other, row) < 0) low = middle + 1;
      else high = middle;
    }
    return low;
  }
}

/**
 * Of two copies the newer session, of the same version the one that is whole, with the newer visitor; the first one itself
 * when the second brings nothing.
 */
export function newerOf(known: SessionRowFragment, other: SessionRowFragment): SessionRowFragment {
  const isNewer = other.version > known.version || (other.version === known.version && !isPartial(other));
  const session = isNewer ? other : known;
  const visitor = other.visitor.version >= known.visitor.version ? other.visitor : known.visitor;
  return session.visitor === visitor ? session : { ...session, visitor };
}

/** A row with newer columns. What hangs on them and is no longer true is left out until the row is fetched. */
export function withColumns(row: SessionRowFragment, columns: SessionColumnsFragment): SessionRowFragment {
  return {
    ...row,
    ...columns,
    owner: row.owner?.id === columns.ownerId ? row.owner : null,
    block: columns.list === 'BLOCKED' ? row.block : null,
  };
}

/** Whether more than the columns has changed: the owner's name, or why and for how long a visitor is blocked. */
export function isIncomplete(row: SessionRowFragment, columns: SessionColumnsFragment): boolean {
  return columns.list === 'BLOCKED' || (columns.ownerId !== null && columns.ownerId !== row.owner?.id);
}

/** A row of which the columns came and what hangs on them has yet to: a copy of the same version may have it. */
function isPartial({ ownerId, owner, list, block }: SessionRowFragment): boolean {
  return (ownerId !== null && owner?.id !== ownerId) || (list === 'BLOCKED' && block === null);
}

function isOutdated(row: SessionRowFragment, visitor: RowVisitorFragment): boolean {
  return row.visitor.id === visitor.id && row.visitor.version < visitor.version;
}
