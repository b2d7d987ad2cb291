interface Measurable {
  getBoundingClientRect(): DOMRect;
}

/** One menu for many things: opened where the pointer is, or beside what has the focus. */
export class PointMenu<Target> {
  isOpen = $state(false);
  /** What it was opened for; kept while it closes. */
  target = $state.raw<Target | null>(null);
  anchor = $state.raw<Measurable | null>(null);
  #opener: HTMLElement | null = null;
  #next: (() => void) | null = null;

  /** For the browser's own event, which a right-click, a long touch and the menu key all make. */
  openByEvent(target: Target, event: MouseEvent, opener: HTMLElement): void {
    event.preventDefault();
    // A key's event names no useful place.
    const isPointed = event.button === 2 || event.clientX + event.clientY > 0;
    const { clientX, clientY } = event;
    this.#open(
      target,
      opener,
      isPointed ? { getBoundingClientRect: () => new DOMRect(clientX, clientY) } : opener,
    );
  }

  openBeside(target: Target, opener: HTMLElement): void {
    this.#open(target, opener, opener);
  }

  close(): void {
    this.isOpen = false;
  }

  /** For what takes the focus itself: done once the closed menu has given it back. */
  afterClosing(act: () => void): void {
    this.#next = act;
  }

  /** Gives the focus back to what the menu was opened from. */
  readonly giveFocusBack = (event: Event): void => {
    event.preventDefault();
    this.#opener?.focus({ preventScroll: true });
    const next = this.#next;
    this.#next = null;
    next?.();
  };

  #open(target: Target, opener: HTMLElement, anchor: Measurable): void {
    this.target = target;
    this.#opener = opener;
    this.anchor = anchor;
    this.isOpen = true;
  }
}
