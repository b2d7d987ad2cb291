import { remember, remembered } from './browserMemory.ts';

interface PaneWidthOptions {
  /** What it is remembered by. */
  key: string;
  /** All in CSS pixels. */
  usual: number;
  least: number;
  most: number;
}

/** One press of an arrow key, and with Shift. */
const stepPx = 16;
const bigStepPx = 64;

type SeparatorKey = Pick<KeyboardEvent, 'key' | 'shiftKey' | 'preventDefault'>;

/** How wide a pane is, as the agent wants it in this browser. */
export class PaneWidth {
  readonly usual: number;
  readonly least: number;
  readonly most: number;
  current = $state() as number;
  readonly #key: string;

  constructor({ key, usual, least, most }: PaneWidthOptions) {
    [this.#key, this.usual, this.least, this.most] = [key, usual, least, most];
    const kept = Number(remembered(key) ?? Number.NaN);
    this.current = Number.isFinite(kept) ? this.#within(kept) : usual;
  }

  /** Follows the pointer; `settle` remembers it. */
  resizeTo(width: number): void {
    this.current = this.#within(width);
  }

  settle(): void {
    remember(this.#key, this.current === this.usual ? null : String(this.current));
  }

  reset(): void {
    this.current = this.usual;
    this.settle();
  }

  /**
   * The keys of a separator (WAI-ARIA's window splitter).
   * @param grows the direction in which the pane becomes wider: 1 to the right
   */
  handleKey(event: SeparatorKey, grows: 1 | -1): void {
    const step = event.shiftKey ? bigStepPx : stepPx;
    const widths: Record<string, number | undefined> = {
      ArrowRight: this.current + step * grows,
      ArrowLeft: this.current - step * grows,
      Home: this.least,
      End: this.most,
      Enter: this.usual,
    };
    const width = widths[event.key];
    if (width === undefined) return;
    event.preventDefault();
    this.resizeTo(width);
    this.settle();
  }

  #within(width: number): number {
    return Math.round(Math.min(Math.max(width, this.least), this.most));
  }
}
