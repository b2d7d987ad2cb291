import type { MessageAuthor } from '#lib/gql/generated.ts';

export interface TypingSignal {
  author: MessageAuthor;
  agentId: string | null;
  authorName: string | null;
  /** The agent's own name, which is not the one that the visitor sees where they assist. */
  agentName: string | null;
  isTyping: boolean;
  /** What the visitor has typed so far, where it is shown. */
  text?: string | null;
}

/** Who types in a session besides oneself; forgotten when no further signal comes. */
export class TypingState {
  writers = $state.raw<readonly TypingSignal[]>([]);
  /** Colleagues who write at the same time, so that two do not answer the same. */
  readonly colleagues = $derived(this.writers.filter(({ author }) => author === 'AGENT'));
  readonly #agentId: string;
  readonly #timeoutMs: number;
  readonly #timers = new Map<string, ReturnType<typeof setTimeout>>();

  constructor(agentId: string, timeoutMs: number) {
    this.#agentId = agentId;
    this.#timeoutMs = timeoutMs;
  }

  apply(signal: TypingSignal): void {
    if (signal.agentId === this.#agentId) return;
    this.stop(signal);
    if (!signal.isTyping) return;
    this.writers = [...this.writers, signal];
    // Counted from here on rather than until the server's `expiresAt`: the two clocks need not agree.
    this.#timers.set(
      keyOf(signal),
      setTimeout(() => this.stop(signal), this.#timeoutMs),
    );
  }

  /** A writer has sent what they typed, or their time is over. */
  stop(writer: Pick<TypingSignal, 'author' | 'agentId'>): void {
    const key = keyOf(writer);
    clearTimeout(this.#timers.get(key));
    if (this.#timers.delete(key)) this.writers = this.writers.filter((other) => keyOf(other) !== key);
  }

  clear(): void {
    for (const writer of this.writers) this.stop(writer);
  }
}

function keyOf({ author, agentId }: Pick<TypingSignal, 'author' | 'agentId'>): string {
  return agentId ?? author;
}
