import type { Core } from './core.ts';
import type { Topic } from './pubsub.ts';

/** Stands in a queue for events that were lost. */
export const gap = Symbol('gap');

/** Events that wait for a slow reader; past this many they are forgotten and the reader is told of a gap. */
const queueCapacity = 256;

/** The events of some topics, in order, for one reader. Bounded: a reader that is too slow reads from the database. */
export class EventQueue<Event extends object> {
  #waiting: (Event | typeof gap)[] = [];
  #wake: (() => void) | undefined;
  #closed = false;

  push(event: Event | typeof gap): void {
    if (event === gap || this.#waiting.length >= queueCapacity) this.#waiting = [gap];
    else this.#waiting.push(event);
    this.#wake?.();
  }

  close(): void {
    this.#closed = true;
    this.#waiting = [];
    this.#wake?.();
  }

  /** The next event, as soon as there is one; undefined when the queue is closed. */
  async take(): Promise<Event | typeof gap | undefined> {
    while (this.#waiting.length === 0 && !this.#closed) {
      await new Promise<void>((resolve) => {
        this.#wake = resolve;
      });
    }
    this.#wake = undefined;
    return this.#waiting.shift();
  }
}

/**
 * Starts listening to topics. What is published after this resolves is in the queue; closing `signal` ends it.
 */
export async function listen<Event extends object>(
  core: Core,
  topics: readonly Topic<Event>[],
  signal: AbortSignal,
): Promise<EventQueue<Event>> {
  const queue = new EventQueue<Event>();
  const unsubscribe = await core.pubsub.subscribe(topics, {
    onEvent: (event) => queue.push(event as Event),
    onGap: () => queue.push(gap),
  });
  const end = () => {
    unsubscribe();
    queue.close();
  };
  if (signal.aborted) end();
  else signal.addEventListener('abort', end, { once: true });
  return queue;
}

/**
 * Opens a stream whose `return()` ends it at once, also while it waits for an event: a plain async generator would
 * keep its listener until the next event came. `open` runs before the stream is handed out, so that whoever may not
 * have it is told by an error instead of a stream that breaks.
 */
export async function openStream<Event>(
  open: (signal: AbortSignal) => Promise<AsyncGenerator<Event, void>>,
): Promise<AsyncIterableIterator<Event>> {
  const controller = new AbortController();
  let events: AsyncGenerator<Event, void>;
  try {
    events = await open(controller.signal);
  } catch (error) {
    controller.abort();
    throw error;
  }
  return {
    async next() {
      try {
        const result = await events.next();
        if (result.done) controller.abort();
        return result;
      } catch (error) {
        controller.abort();
        throw error;
      }
    },
    return() {
      controller.abort();
      return events.return();
    },
    [Symbol.asyncIterator]() {
      return this;
    },
  } as AsyncIterableIterator<Event>;
}
