import { tick } from 'svelte';

/** So near to the end counts as the end, so near to the beginning as the beginning. */
const nearEndPx = 48;
const nearStartPx = 120;

/** Keeps the thread where its reader is: at the end as long as they are there, else at the line they read. */
export class ThreadScroll {
  isAtEnd = $state(true);
  #viewport: HTMLElement | undefined;
  #firstKey: string | undefined;
  #onStart: () => void;

  constructor(onStart: () => void) {
    this.#onStart = onStart;
  }

  /** Looks after an element until the returned function is called. */
  attach = (viewport: HTMLElement): (() => void) => {
    this.#viewport = viewport;
    viewport.scrollTop = viewport.scrollHeight;
    const onScroll = () => {
      this.isAtEnd = viewport.scrollHeight - viewport.scrollTop - viewport.clientHeight < nearEndPx;
      if (viewport.scrollTop < nearStartPx) this.#onStart();
    };
    // The keyboard, or a growing draft, takes height away from below.
    const observer = new ResizeObserver(() => {
      if (this.isAtEnd) viewport.scrollTop = viewport.scrollHeight;
    });
    viewport.addEventListener('scroll', onScroll, { passive: true });
    observer.observe(viewport);
    return () => {
      viewport.removeEventListener('scroll', onScroll);
      observer.disconnect();
      this.#viewport = undefined;
    };
  };

  /** To be called before the thread changes. `firstKey` tells whether something is added above. */
  beforeChange(firstKey: string | undefined): void {
    const viewport = this.#viewport;
    if (!viewport) return;
    const below = viewport.scrollHeight - viewport.scrollTop;
    const grewAbove = firstKey !== this.#firstKey;
    this.#firstKey = firstKey;
    void tick().then(() => {
      if (this.isAtEnd) viewport.scrollTop = viewport.scrollHeight;
      else if (grewAbove) viewport.scrollTop = viewport.scrollHeight - below;
    });
  }

  goToEnd(): void {
    this.isAtEnd = true;
    void tick().then(() => this.#viewport?.scrollTo(0, this.#viewport.scrollHeight));
  }
}
