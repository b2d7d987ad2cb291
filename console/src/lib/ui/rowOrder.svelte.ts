interface RowOrderOptions<Row> {
  /** Those among which a row stands, in their order. */
  rows: (of: Row) => readonly Row[];
  canMove: (row: Row) => boolean;
  /** Called with the rows in their new order, and where the moved one stands now. */
  onMove: (rows: readonly Row[], moved: Row, place: number) => void;
}

/** A list whose rows are put in order by pointer and by keys. */
export class RowOrder<Row extends { id: string }> {
  /** The row that the pointer carries. */
  draggedId = $state<string | null>(null);
  /** The one over which it is, and may be dropped. */
  #target = $state.raw<Row | null>(null);
  readonly #options: RowOrderOptions<Row>;

  constructor(options: RowOrderOptions<Row>) {
    this.#options = options;
  }

  get targetId(): string | null {
    return this.#target?.id ?? null;
  }

  canMove(row: Row): boolean {
    return this.#options.canMove(row);
  }

  /** Whether there is a place so many further on (or, below zero, back). */
  hasPlace(row: Row, by: number): boolean {
    const rows = this.#options.rows(row);
    return rows[placeOf(row.id, rows) + by] !== undefined;
  }

  move(row: Row, by: number): void {
    if (by === 0 || !this.canMove(row) || !this.hasPlace(row, by)) return;
    const rows = [...this.#options.rows(row)];
    const before = placeOf(row.id, rows);
    const place = before + by;
    rows.splice(place, 0, ...rows.splice(before, 1));
    this.#options.onMove(rows, row, place);
  }

  /** The pointer is over a row. @returns whether the one that it carries may be dropped there */
  dragOver(row: Row): boolean {
    const fits = this.#options.rows(row).some(({ id }) => id === this.draggedId);
    this.#target = fits ? row : null;
    return fits;
  }

  drop(): void {
    const { draggedId, targetId } = this;
    const rows = this.#target ? this.#options.rows(this.#target) : [];
    this.endDrag();
    const before = placeOf(draggedId, rows);
    const place = placeOf(targetId, rows);
    const dragged = rows[before];
    if (dragged && place >= 0) this.move(dragged, place - before);
  }

  endDrag(): void {
    this.draggedId = null;
    this.#target = null;
  }
}

function placeOf(id: string | null, rows: readonly { id: string }[]): number {
  return rows.findIndex((row) => row.id === id);
}
