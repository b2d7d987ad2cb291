interface ThrottleOptions {
  /** From the first wish to the run, so that what comes in one go is one. */
  delayMs: number;
  /** From the start of one run to the start of the next, at least. */
  intervalMs: number;
  now?: () => number;
}

/** Does something soon after it was wished for, once for many wishes and never more often than every so long. */
export class Throttle {
  readonly #run: () => void;
  readonly #options: ThrottleOptions;
  #timer: ReturnType<typeof setTimeout> | undefined;
  #ranAt = Number.NEGATIVE_INFINITY;

  constructor(run: () => void, options: ThrottleOptions) {
    this.#run = run;
    this.#options = options;
  }

  wish(): void {
    if (this.#timer !== undefined) return;
    const { delayMs, intervalMs } = this.#options;
    const pauseMs = Math.max(delayMs, this.#ranAt + intervalMs - this.#now());
    this.#timer = setTimeout(() => this.runNow(), pauseMs);
  }

  /** Does it at once, which is what any wish until now was for. */
  runNow(): void {
    this.stop();
    this.#ranAt = this.#now();
    this.#run();
  }

  stop(): void {
    clearTimeout(this.#timer);
    this.#timer = undefined;
  }

  #now(): number {
    return (this.#options.now ?? performance.now.bind(performance))();
  }
}
