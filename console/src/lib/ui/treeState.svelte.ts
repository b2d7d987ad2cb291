type TreeKeyEvent = Pick<KeyboardEvent, 'key' | 'preventDefault'>;

/** What the keys need to know of a line of a tree. */
export interface TreeRow {
  id: string;
  parentId: string | null;
  canOpen: boolean;
  isOpen: boolean;
  /** Whether Enter and Space open and close it; a link or a button has its own Enter. */
  isSwitch: boolean;
}

/** A tree with one stop of the tab key: which of its branches are closed, and where the keys are (WAI-ARIA's tree view). */
export abstract class TreeState {
  #closed = $state.raw<ReadonlySet<string>>(new Set());
  #focusId = $state<string | null>(null);

  /** The lines that are seen, in order. */
  protected abstract get rows(): readonly TreeRow[];

  protected get closed(): ReadonlySet<string> {
    return this.#closed;
  }

  /** The line that the tab key leads to: where the keys were last, else the chosen one, else the first. */
  tabStop(chosenId: string | null = null): string | null {
    const has = (id: string | null) => this.rows.some((row) => row.id === id);
    if (has(this.#focusId)) return this.#focusId;
    return has(chosenId) ? chosenId : (this.rows[0]?.id ?? null);
  }

  focus(id: string): void {
    this.#focusId = id;
  }

  toggle(id: string): void {
    const closed = new Set(this.#closed);
    if (!closed.delete(id)) closed.add(id);
    this.#closed = closed;
  }

  open(id: string | null): void {
    if (id !== null && this.#closed.has(id)) this.toggle(id);
  }

  /**
   * The keys of a tree: up and down through what is seen, right into a branch, left out of it.
   * @returns the line to go to, if it is another one
   */
  handleKey(event: TreeKeyEvent, id: string): string | null {
    const { rows } = this;
    const index = rows.findIndex((row) => row.id === id);
    const row = rows[index];
    const target = row && this.#targetOf(event.key, row, index);
    if (target === undefined) return null;
    event.preventDefault();
    if (target === null || target === id) return null;
    this.#focusId = target;
    return target;
  }

  /** Undefined for a key that is not the tree's, null for one that opened or closed a branch or leads nowhere. */
  #targetOf(key: string, row: TreeRow, index: number): string | null | undefined {
    const at = (place: number) => this.rows.at(place)?.id ?? null;
    switch (key) {
      case 'ArrowDown':
        return at(Math.min(index + 1, this.rows.length - 1));
      case 'ArrowUp':
        return at(Math.max(index - 1, 0));
      case 'Home':
        return at(0);
      case 'End':
        return at(-1);
      case 'ArrowRight':
        if (row.isOpen) return at(index + 1);
        if (row.canOpen) this.toggle(row.id);
        return null;
      case 'ArrowLeft':
        if (!row.isOpen) return this.rows.some(({ id }) => id === row.parentId) ? row.parentId : null;
        this.toggle(row.id);
        return null;
      case 'Enter':
      case ' ':
        if (!row.isSwitch) return undefined;
        this.toggle(row.id);
        return null;
      default:
        return undefined;
    }
  }
}
