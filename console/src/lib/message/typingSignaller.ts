interface TypingSignallerOptions {
  /** Sends one signal; whether it arrives does not matter. */
  signal: (isTyping: boolean) => void;
  /** The API's limit: while somebody types, at most one signal in this time. */
  intervalMs: number;
  /** Without a key pressed for this long, typing is over. */
  timeoutMs: number;
  now?: () => number;
}

/** Tells the other side that the agent types, neither too often nor for longer than it is true. */
export class TypingSignaller {
  readonly #options: TypingSignallerOptions;
  #signalledAt = Number.NEGATIVE_INFINITY;
  #idleTimer: ReturnType<typeof setTimeout> | undefined;
  #isTyping = false;

  constructor(options: TypingSignallerOptions) {
    this.#options = options;
  }

  handleInput(text: string): void {
    if (text.trim() === '') return this.stop();
    const { now = Date.now, intervalMs, timeoutMs, signal } = this.#options;
    clearTimeout(this.#idleTimer);
    this.#idleTimer = setTimeout(() => this.stop(), timeoutMs);
    this.#isTyping = true;
    if (now() - this.#signalledAt < intervalMs) return;
    this.#signalledAt = now();
    signal(true);
  }

  /** The text was taken back, or somebody else's session is opened. */
  stop(): void {
    if (this.#isTyping) this.#options.signal(false);
    this.reset();
  }

  /** The text was sent: that says as much as a signal would. */
  reset(): void {
    clearTimeout(this.#idleTimer);
    this.#isTyping = false;
    this.#signalledAt = Number.NEGATIVE_INFINITY;
  }
}
