import type { MessageSpotlight } from '#lib/message/messageSpotlight.svelte.ts';
import type { ThreadState } from '#lib/message/threadState.svelte.ts';
import type { TextRange } from '#lib/ui/textMarks.ts';
import type { OpenHit } from './searchView.ts';

type Spotlight = Pick<MessageSpotlight, 'show' | 'marks' | 'expectedIn'>;
type Thread = Pick<ThreadState, 'sessionId' | 'loadBackTo'>;

/** Leads the thread to the message that is open, once for each time it is opened. */
export class ShownHit {
  readonly #spotlight: Spotlight;
  readonly #onGone: () => void;
  #shown: OpenHit | null = null;

  constructor(spotlight: Spotlight, onGone: () => void) {
    this.#spotlight = spotlight;
    this.#onGone = onGone;
  }

  /** Says which message is about to be shown, before its thread is there. */
  expect(open: OpenHit | null): void {
    if (this.#isShown(open)) return;
    this.#spotlight.expectedIn = open && open.seq !== null ? open.sessionId : null;
  }

  /** The thread is there: shows the message in it, unless that was done already. */
  async lead(thread: Thread, open: OpenHit | null): Promise<void> {
    if (this.#isShown(open)) return;
    this.#shown = open;
    if (open && open.seq !== null) await this.show(thread, open.seq);
  }

  async show(thread: Thread, seq: number, takesFocus = false): Promise<void> {
    if (!(await this.#spotlight.show(thread, { seq, takesFocus }))) this.#onGone();
  }

  /** Marks the words that were found in the message. */
  mark(open: OpenHit | null, ranges: readonly TextRange[] | null): void {
    const marks = open?.seq != null && ranges ? { sessionId: open.sessionId, seq: open.seq, ranges } : null;
    this.#spotlight.marks = marks;
  }

  stop(): void {
    this.#spotlight.expectedIn = null;
    this.#spotlight.marks = null;
  }

  #isShown(open: OpenHit | null): boolean {
    return open?.sessionId === this.#shown?.sessionId && open?.seq === this.#shown?.seq;
  }
}
