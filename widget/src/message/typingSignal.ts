/** Tells the other side that the visitor is typing, no more often than the API wants to hear it. */
export class TypingSignal {
  #send: (isTyping: boolean) => void;
  #intervalMs: () => number;
  #sentAt = 0;

  constructor(send: (isTyping: boolean) => void, intervalMs: () => number) {
    this.#send = send;
    this.#intervalMs = intervalMs;
  }

  /** The draft changed. */
  typed(draft: string): void {
    const now = Date.now();
    if (!draft) {
      if (this.#sentAt) this.#send(false);
      this.#sentAt = 0;
    } else if (now - this.#sentAt >= this.#intervalMs()) {
      this.#sentAt = now;
      this.#send(true);
    }
  }

  /** The draft was sent, which says enough. */
  sent(): void {
    this.#sentAt = 0;
  }
}
