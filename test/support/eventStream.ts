import type { FormattedExecutionResult, Sink } from 'graphql-ws';

/** What one subscription delivers, in order, for a test to look at and to wait for. */
export class EventStream<TData> {
  /** Everything that came so far. */
  readonly events: TData[] = [];
  /** Resolves when nothing more will come: to `undefined` at a regular end, else to what ended it. */
  readonly ended: Promise<unknown>;
  /** Ends the subscription, as a client that leaves. */
  readonly stop: () => void;
  #seen = 0;
  #wake: () => void = () => undefined;

  /** @param onEvent told each event as it comes, in order */
  constructor(
    subscribe: (sink: Sink<FormattedExecutionResult<TData, unknown>>) => () => void,
    onEvent: (event: TData) => void = () => undefined,
  ) {
    let end: (reason?: unknown) => void = () => undefined;
    this.ended = new Promise((resolve) => (end = resolve));
    this.stop = subscribe({
      next: ({ data, errors }) => {
        if (errors?.length) end(errors);
        if (data) {
          this.events.push(data);
          onEvent(data);
        }
        this.#wake();
      },
      error: (reason) => end(reason),
      complete: () => end(),
    });
  }

  /**
   * The next event, from the first that no call returned yet, for which `choose` gives something; those before it are
   * passed over.
   * @throws Error listing what came instead, after `withinMs`
   */
  async next<T>(choose: (event: TData) => T | undefined | false | null, withinMs = 5_000): Promise<T> {
    let isOver = false;
    const over = new Promise<void>((resolve) => {
      const timer = setTimeout(resolve, withinMs);
      void this.ended.then(() => {
        clearTimeout(timer);
        resolve();
      });
    }).then(() => (isOver = true));
    for (;;) {
      const woken = new Promise<void>((resolve) => (this.#wake = resolve));
      while (this.#seen < this.events.length) {
        const event = this.events[this.#seen++];
        const chosen = event === undefined ? undefined : choose(event);
        if (chosen !== undefined && chosen !== false && chosen !== null) return chosen;
      }
      if (isOver) throw new Error(`The event did not come. What came: ${JSON.stringify(this.events)}`);
      await Promise.race([woken, over]);
    }
  }
}
