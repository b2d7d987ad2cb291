/** So often agents see what is typed, where they see it. */
const previewIntervalMs = 1_000;

interface Limits {
  typingIntervalMs: number;
  /** Whether agents see what is typed. */
  typingPreview: boolean;
}

/** Tells the other side that the visitor is typing, and what where it is shown, no more often than the API wants to hear it. */
export class TypingSignal {
  #send: (isTyping: boolean, text: string | null) => void;
  #limits: () => Limits | undefined;
  #sentAt = 0;

  constructor(send: (isTyping: boolean, text: string | null) => void, limits: () => Limits | undefined) {
    this.#send = send;
    this.#limits = limits;
  }

  /** The draft changed. */
  typed(draft: string): void {
    const now = Date.now();
    const limits = this.#limits();
    if (!draft) {
      if (this.#sentAt) this.#send(false, null);
      this.#sentAt = 0;
    } else if (
      limits &&
      now - this.#sentAt >= (limits.typingPreview ? previewIntervalMs : limits.typingIntervalMs)
    ) {
      this.#sentAt = now;
      this.#send(true, limits.typingPreview ? draft : null);
    }
  }

  /** The draft was sent, which says enough. */
  sent(): void {
    this.#sentAt = 0;
  }
}
