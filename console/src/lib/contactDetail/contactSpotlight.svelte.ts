import { tick } from 'svelte';
import type { KnownDetailFragment } from '#lib/gql/generated.ts';
import type { ThreadState } from '#lib/message/threadState.svelte.ts';

const litMs = 2_500;

/** Shows in the thread where a value was written: brings the message into view and lights the words for a moment. */
export class ContactSpotlight {
  /** The value whose words are lit. */
  litId = $state<string | null>(null);
  #bringIntoView: ((seq: number) => void) | null = null;
  #timer: ReturnType<typeof setTimeout> | undefined;

  /** Says how a message is brought into view where the thread is shown; returns what takes that back. */
  stageOn(bringIntoView: (seq: number) => void): () => void {
    this.#bringIntoView = bringIntoView;
    return () => {
      if (this.#bringIntoView === bringIntoView) this.#bringIntoView = null;
    };
  }

  /** Resolves to whether the message could be shown; an older one is loaded first. */
  async show(
    thread: Pick<ThreadState, 'loadBackTo'>,
    { id, spans }: Pick<KnownDetailFragment, 'id' | 'spans'>,
  ): Promise<boolean> {
    const seq = spans[0]?.seq;
    if (seq === undefined || !(await thread.loadBackTo(seq))) return false;
    clearTimeout(this.#timer);
    this.litId = id;
    this.#timer = setTimeout(() => (this.litId = null), litMs);
    await tick();
    this.#bringIntoView?.(seq);
    return true;
  }
}

export const contactSpotlight = new ContactSpotlight();
