/** What a row that can be moved needs of the list in which it stands. */
export interface OrderOf<Row> {
  /** The row that the pointer carries, and the one over which it is. */
  draggedId: string | null;
  readonly targetId: string | null;
  canMove(row: Row): boolean;
  /** Whether there is a place so many further on (or, below zero, back). */
  hasPlace(row: Row, by: number): boolean;
  move(row: Row, by: number): void;
  /** The pointer is over a row. @returns whether the one that it carries may be dropped there */
  dragOver(row: Row): boolean;
  drop(): void;
  endDrag(): void;
}

interface RowOrderOptions<Row> {
  rows: () => readonly Row[];
  canMove: (row: Row) => boolean;
  /** Called with the rows in their new order, and where the moved one stands now. */
  onMove: (rows: readonly Row[], moved: Row, place: number) => void;
}

/** A list whose rows are put in order by pointer and by keys. */
export class RowOrder<Row extends { id: string }> implements OrderOf<Row> {
  draggedId = $state<string | null>(null);
  targetId = $state<string | null>(null);
  readonly #options: RowOrderOptions<Row>;

  constructor(options: RowOrderOptions<Row>) {
    this.#options = options;
  }

  canMove(row: Row): boolean {
    return this.#options.canMove(row);
  }

  hasPlace(row: Row, by: number): boolean {
    return this.#options.rows()[this.#placeOf(row.id) + by] !== undefined;
  }

  move(row: Row, by: number): void {
    if (by === 0 || !this.canMove(row) || !this.hasPlace(row, by)) return;
    const rows = [...this.#options.rows()];
    const place = this.#placeOf(row.id) + by;
    rows.splice(place, 0, ...rows.splice(this.#placeOf(row.id), 1));
    this.#options.onMove(rows, row, place);
  }

  dragOver(row: Row): boolean {
    const fits = this.draggedId !== null && this.#placeOf(this.draggedId) >= 0;
    this.targetId = fits ? row.id : null;
    return fits;
  }

  drop(): void {
    const dragged = this.#options.rows().find(({ id }) => id === this.draggedId);
    const place = this.targetId === null ? -1 : this.#placeOf(this.targetId);
    this.endDrag();
    if (dragged && place >= 0) this.move(dragged, place - this.#placeOf(dragged.id));
  }

  endDrag(): void {
    this.draggedId = null;
    this.targetId = null;
  }

  #placeOf(id: string): number {
    return this.#options.rows().findIndex((row) => row.id === id);
  }
}
