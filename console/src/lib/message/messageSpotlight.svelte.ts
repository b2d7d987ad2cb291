import { tick } from 'svelte';
import type { TextRange } from '#lib/ui/textMarks.ts';
import type { ThreadState } from './threadState.svelte.ts';

const litMs = 2_500;

/** One message. */
interface MessagePlace {
  sessionId: string;
  seq: number;
}

interface Target {
  seq: number | undefined;
  /** The value whose words are lit, rather than the whole message. */
  detailId?: string;
  /** Whether the keys are led there too. */
  takesFocus?: boolean;
}

type BringIntoView = (seq: number, takesFocus: boolean) => void;

/** Shows a message in the thread: brings it into view and lights it, or words in it, for a moment. */
export class MessageSpotlight {
  /** The words that stay marked for as long as they are looked for. */
  marks = $state.raw<(MessagePlace & { ranges: readonly TextRange[] }) | null>(null);
  /** The session in which a message is about to be shown: until then nobody has seen what is in view. */
  expectedIn = $state<string | null>(null);
  #lit = $state.raw<(MessagePlace & { detailId: string | null }) | null>(null);
  #bringIntoView: BringIntoView | null = null;
  #timer: ReturnType<typeof setTimeout> | undefined;

  isLit({ sessionId, seq }: MessagePlace): boolean {
    const lit = this.#lit;
    return lit !== null && lit.detailId === null && lit.sessionId === sessionId && lit.seq === seq;
  }

  isDetailLit(detailId: string): boolean {
    return this.#lit?.detailId === detailId;
  }

  /** The words that are marked in a message; undefined for nothing, as in most. */
  marksIn({ sessionId, seq }: MessagePlace): readonly TextRange[] | undefined {
    const { marks } = this;
    return marks?.sessionId === sessionId && marks.seq === seq ? marks.ranges : undefined;
  }

  /** Says how a message is brought into view where the thread is shown; returns what takes that back. */
  stageOn(bringIntoView: BringIntoView): () => void {
    this.#bringIntoView = bringIntoView;
    return () => {
      if (this.#bringIntoView === bringIntoView) this.#bringIntoView = null;
    };
  }

  /** Resolves to whether the message could be shown; an older one is loaded first. */
  async show(
    thread: Pick<ThreadState, 'sessionId' | 'loadBackTo'>,
    { seq, detailId, takesFocus = false }: Target,
  ): Promise<boolean> {
    const isThere = seq !== undefined && (await thread.loadBackTo(seq));
    if (isThere) {
      clearTimeout(this.#timer);
      this.#lit = { sessionId: thread.sessionId, seq, detailId: detailId ?? null };
      this.#timer = setTimeout(() => (this.#lit = null), litMs);
      await tick();
      this.#bringIntoView?.(seq, takesFocus);
    }
    if (this.expectedIn === thread.sessionId) this.expectedIn = null;
    return isThere;
  }
}

export const messageSpotlight = new MessageSpotlight();
