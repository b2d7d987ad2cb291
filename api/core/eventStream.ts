import type { Core } from './core.ts';
import type { Listener, Topic } from './pubsub.ts';

/** Stands in a queue for events that were lost. */
export const gap = Symbol('gap');

/** The stream hears everything from here on: what happened before must be fetched. */
export interface StreamStarted {
  type: 'StreamStarted';
  at: Date;
}

/** Events that wait for a slow reader; past this many they are forgotten and the reader is told of a gap. */
const queueCapacity = 256;
/** The same for what they hold, in characters of JSON: events of the longest messages are many times as large as others. */
const queueCharacters = 256 * 1024;
/** So few cannot hold much: who keeps up costs no measuring. */
const queueUnmeasured = 8;

/** The events of some topics, in order, for one reader. Bounded: a reader that is too slow reads from the database. */
export class EventQueue<Event extends object> {
  #waiting: { event: Event | typeof gap; characters: number }[] = [];
  #characters = 0;
  #wake: (() => void) | undefined;
  #closed = false;

  push(event: Event | typeof gap): void {
    const isMeasured = event !== gap && this.#waiting.length >= queueUnmeasured;
    const characters = isMeasured ? sizeOf(event) : 0;
    this.#characters += characters;
    if (event === gap || this.#waiting.length >= queueCapacity || this.#characters > queueCharacters) {
      this.#waiting = [{ event: gap, characters: 0 }];
      this.#characters = 0;
    } else this.#waiting.push({ event, characters });
    this.#wake?.();
  }

  /** Whether events were lost and the reader was not told yet: what else it reads before may be worth nothing. */
  get hasGap(): boolean {
    return this.#waiting[0]?.event === gap;
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
    const first = this.#waiting.shift();
    this.#characters -= first?.characters ?? 0;
    return first?.event;
  }
}

/** Measured once for all who hear of an event. */
const sizes = new WeakMap<object, number>();

function sizeOf(event: object): number {
  let size = sizes.get(event);
  if (size === undefined) {
    size = JSON.stringify(event).length;
    sizes.set(event, size);
  }
  return size;
}

/**
 * Starts listening to topics. What is published after this resolves is in the queue; closing `signal` ends it.
 * @param queue one that hears other topics already, to hear these as well
 */
export async function listen<Event extends object>(
  core: Core,
  topics: readonly Topic<Event>[],
  signal: AbortSignal,
  queue = new EventQueue<Event>(),
): Promise<EventQueue<Event>> {
  await subscribeUntil(core, topics, signal, {
    onEvent: (event) => queue.push(event as Event),
    onGap: () => queue.push(gap),
  });
  if (signal.aborted) queue.close();
  else signal.addEventListener('abort', () => queue.close(), { once: true });
  return queue;
}

/**
 * Makes every event of some topics a gap in a queue: they make worthless what was heard before, such as a change of
 * the reader's rights.
 */
export async function listenForGaps<Event extends object>(
  core: Core,
  topics: readonly Topic<object>[],
  signal: AbortSignal,
  queue: EventQueue<Event>,
): Promise<void> {
  const onGap = () => queue.push(gap);
  await subscribeUntil(core, topics, signal, { onEvent: onGap, onGap });
}

async function subscribeUntil(
  core: Core,
  topics: readonly string[],
  signal: AbortSignal,
  listener: Listener,
): Promise<void> {
  const unsubscribe = await core.pubsub.subscribe(topics, listener);
  if (signal.aborted) unsubscribe();
  else signal.addEventListener('abort', unsubscribe, { once: true });
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
