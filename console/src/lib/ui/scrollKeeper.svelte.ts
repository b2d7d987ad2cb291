/** Closer to the end than this counts as being there. */
const endTolerancePx = 48;

/** Keeps a scrolled box at its end while content is added. */
export class ScrollKeeper {
  isAtEnd = $state(true);
  #box: HTMLElement | null = null;
  #lastTop = 0;

  /** An attachment for the scrolled box; its only child is the content. */
  readonly attach = (box: HTMLElement): (() => void) => {
    this.#box = box;
    const observer = new ResizeObserver(() => {
      if (this.isAtEnd) this.jumpToEnd();
    });
    observer.observe(box);
    if (box.firstElementChild) observer.observe(box.firstElementChild);
    this.jumpToEnd();
    return () => {
      observer.disconnect();
      this.#box = null;
    };
  };

  readonly handleScroll = (): void => {
    const box = this.#box;
    if (!box) return;
    // Only moving up leaves the end: the event may come late, when more content has already moved the end away.
    if (distanceToEnd(box) <= endTolerancePx) this.isAtEnd = true;
    else if (box.scrollTop < this.#lastTop) this.isAtEnd = false;
    this.#lastTop = box.scrollTop;
  };

  jumpToEnd(): void {
    if (!this.#box) return;
    this.#box.scrollTop = this.#box.scrollHeight;
    this.#lastTop = this.#box.scrollTop;
    this.isAtEnd = true;
  }

  /** From here on what is added moves nothing. */
  leaveEnd(): void {
    this.isAtEnd = false;
  }

  /**
   * Brings something inside into view: from then on what is added moves nothing, unless that is the end.
   * @returns whether it is there
   */
  show(selector: string, takesFocus = false): boolean {
    const box = this.#box;
    const element = box?.querySelector<HTMLElement>(selector);
    if (!box || !element) return false;
    this.leaveEnd();
    // Nothing but the box may move: `scrollIntoView` would scroll the page too.
    const [outside, inside] = [box.getBoundingClientRect(), element.getBoundingClientRect()];
    box.scrollTop += inside.top - outside.top - Math.max(0, (box.clientHeight - inside.height) / 2);
    if (takesFocus) element.focus({ preventScroll: true });
    this.handleScroll();
    return true;
  }

  /** How far the box is scrolled from its beginning. */
  get distanceToStart(): number {
    return this.#box?.scrollTop ?? Number.POSITIVE_INFINITY;
  }
}

function distanceToEnd(box: HTMLElement): number {
  return box.scrollHeight - box.scrollTop - box.clientHeight;
}
