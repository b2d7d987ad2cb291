interface RovingFocusOptions {
  ids: () => readonly string[];
  /** Brings a row into view, and thereby into the document. */
  reveal: (index: number) => void;
}

/** Arrow keys in a long list: one row can be tabbed to, the keys move from there. */
export class RovingFocus {
  /** The row that the tab key leads to. */
  id = $state<string | null>(null);
  readonly #options: RovingFocusOptions;

  constructor(options: RovingFocusOptions) {
    this.#options = options;
  }

  /** The row that can be tabbed to: the one that was last, else `fallback`, else the first. */
  tabStop(fallback: string | null): string | null {
    const ids = this.#options.ids();
    if (this.id !== null && ids.includes(this.id)) return this.id;
    return fallback !== null && ids.includes(fallback) ? fallback : (ids[0] ?? null);
  }

  readonly handleKey = (event: KeyboardEvent & { currentTarget: HTMLElement }): void => {
    const ids = this.#options.ids();
    const focused =
      event.target instanceof HTMLElement ? event.target.closest<HTMLElement>('[data-row-id]') : null;
    const index = ids.indexOf(focused?.dataset.rowId ?? '');
    const target = targetIndex(event.key, index, ids.length);
    const id = ids[target];
    if (id === undefined) return;
    event.preventDefault();
    this.#options.reveal(target);
    this.id = id;
    const list = event.currentTarget;
    const focus = () => {
      const row = list.querySelector<HTMLElement>(`[data-row-id="${CSS.escape(id)}"]`);
      row?.focus({ preventScroll: true });
      return row !== null;
    };
    // At once where it can be, or the next key would still be the old row's; else the row has to be rendered first.
    whenRendered(focus);
  };
}

/** How many frames a row may take to be rendered where it is far away. */
const mostFrames = 10;

function whenRendered(focus: () => boolean, frames = mostFrames): void {
  if (!focus() && frames > 0) requestAnimationFrame(() => whenRendered(focus, frames - 1));
}

function targetIndex(key: string, index: number, count: number): number {
  switch (key) {
    case 'ArrowDown':
      return Math.min(index + 1, count - 1);
    case 'ArrowUp':
      return Math.max(index - 1, 0);
    case 'Home':
      return 0;
    case 'End':
      return count - 1;
    default:
      return -1;
  }
}
