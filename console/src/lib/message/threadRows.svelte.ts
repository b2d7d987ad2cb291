import { tick } from 'svelte';
import type { VirtualizerHandle } from 'virtua/svelte';
import type { ThreadMessageFragment } from '#lib/gql/generated.ts';
import type { ScrollKeeper } from '#lib/ui/scrollKeeper.svelte.ts';
import { GrowingGroups, type MessageGroup } from './messageGroups.ts';
import type { ReadPlace } from './readPlaces.ts';

/** So many frames it may take until what was scrolled to is in the document. */
const mostFrames = 30;

interface Rows {
  groups: readonly MessageGroup[];
  /** Whether older ones came before those of the last time: what is seen stays in its place then. */
  hasGrownBefore: boolean;
}

/** A thread's messages as rows of which only those in view are in the document, however many there are. */
export class ThreadRows {
  /** What renders the rows. */
  virtualizer = $state.raw<VirtualizerHandle>();
  readonly rows: Rows = $derived.by(() => this.#regroup());
  readonly #messages: () => readonly ThreadMessageFragment[];
  readonly #keeper: ScrollKeeper;
  readonly #place: ReadPlace;
  #isPlaced = false;
  readonly #grouping = new GrowingGroups();
  #firstSeq: number | undefined;

  constructor(messages: () => readonly ThreadMessageFragment[], keeper: ScrollKeeper, place: ReadPlace) {
    this.#messages = messages;
    this.#keeper = keeper;
    this.#place = place;
  }

  /** The row in which a message is; -1 for none. */
  indexOf(seq: number): number {
    // Rows are in order: the last one that does not begin behind it.
    const { groups } = this.rows;
    let [low, high] = [0, groups.length];
    while (low < high) {
      const middle = (low + high) >>> 1;
      if ((groups[middle]?.first.seq ?? 0) <= seq) low = middle + 1;
      else high = middle;
    }
    return low - 1;
  }

  /** Goes to where the thread was read when it was left. */
  async findPlace(): Promise<void> {
    const { row } = this.#place;
    if (row) {
      this.#keeper.leaveEnd();
      await tick();
      this.virtualizer?.scrollToIndex(this.indexOf(row.seq), { align: 'start', offset: row.offsetPx });
    }
    this.#isPlaced = true;
  }

  /** To be called when the thread is scrolled: where it is read now. */
  rememberPlace(): void {
    const { virtualizer } = this;
    if (!this.#isPlaced || !virtualizer) return;
    const top = virtualizer.getScrollOffset();
    const index = virtualizer.findItemIndex(top);
    const seq = this.rows.groups[index]?.first.seq;
    const isAtEnd = this.#keeper.isAtEnd || seq === undefined;
    this.#place.row = isAtEnd ? null : { seq, offsetPx: top - virtualizer.getItemOffset(index) };
  }

  /** Brings a message into the document, near to what is seen. */
  reveal(seq: number): void {
    const index = this.indexOf(seq);
    if (index >= 0) this.virtualizer?.scrollToIndex(index, { align: 'nearest' });
  }

  /** Brings a message into the middle of what is seen, and the keys there where they are wanted. */
  async show(seq: number, takesFocus: boolean): Promise<void> {
    const selector = `[data-seq="${seq}"]`;
    const index = this.indexOf(seq);
    if (index < 0) return;
    this.#keeper.leaveEnd();
    for (let frame = 0; frame < mostFrames && !this.#keeper.show(selector, takesFocus); frame++) {
      this.virtualizer?.scrollToIndex(index, { align: 'center' });
      await tick();
      await new Promise(requestAnimationFrame);
    }
  }

  #regroup(): Rows {
    const messages = this.#messages();
    const first = messages[0]?.seq;
    const before = this.#firstSeq;
    this.#firstSeq = first;
    const hasGrownBefore = first !== undefined && before !== undefined && first < before;
    return { groups: this.#grouping.of(messages), hasGrownBefore };
  }
}
