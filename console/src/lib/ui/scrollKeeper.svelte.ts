import { tick } from 'svelte';

/** Closer to the end than this counts as being there. */
const endTolerancePx = 48;

/** Where a box was scrolled to when it was left; null at its end. */
export interface ScrollPlace {
  top: number | null;
}

/** Keeps a scrolled box at its end while content is added, and in place while content is added before. */
export class ScrollKeeper {
  isAtEnd = $state(true);
  #box: HTMLElement | null = null;
  #lastTop = 0;
  readonly #place: ScrollPlace;

  /** @param place where it was left the last time, and is to be found again; what is added after that moves nothing */
  constructor(place: ScrollPlace = { top: null }) {
    this.#place = place;
  }

  /** An attachment for the scrolled box; its only child is the content. */
  readonly attach = (box: HTMLElement): (() => void) => {
    this.#box = box;
    const observer = new ResizeObserver(() => {
      if (this.isAtEnd) this.jumpToEnd();
    });
    observer.observe(box);
    if (box.firstElementChild) observer.observe(box.firstElementChild);
    this.#findPlace(box);
    return () => {
      this.#place.top = this.isAtEnd ? null : this.#lastTop;
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

  /** Brings something inside into view: from then on what is added moves nothing, unless that is the end. */
  show(selector: string, takesFocus = false): void {
    const box = this.#box;
    const element = box?.querySelector<HTMLElement>(selector);
    if (!box || !element) return;
    this.isAtEnd = false;
    // Nothing but the box may move: `scrollIntoView` would scroll the page too.
    const [outside, inside] = [box.getBoundingClientRect(), element.getBoundingClientRect()];
    box.scrollTop += inside.top - outside.top - Math.max(0, (box.clientHeight - inside.height) / 2);
    if (takesFocus) element.focus({ preventScroll: true });
    this.handleScroll();
  }

  #findPlace(box: HTMLElement): void {
    if (this.#place.top === null) return this.jumpToEnd();
    box.scrollTop = this.#place.top;
    this.#lastTop = box.scrollTop;
    this.isAtEnd = distanceToEnd(box) <= endTolerancePx;
  }

  /** How far the box is scrolled from its beginning. */
  get distanceToStart(): number {
    return this.#box?.scrollTop ?? Number.POSITIVE_INFINITY;
  }

  /** To be called before content is added or removed before what is seen: afterwards it is where it was. */
  holdPlace(): void {
    const box = this.#box;
    if (!box || this.isAtEnd) return;
    const fromEnd = distanceToEnd(box);
    void tick().then(() => (box.scrollTop = box.scrollHeight - box.clientHeight - fromEnd));
  }
}

function distanceToEnd(box: HTMLElement): number {
  return box.scrollHeight - box.scrollTop - box.clientHeight;
}
