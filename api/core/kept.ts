import type { Core } from './core.ts';
import type { Pubsub, Topic } from './pubsub.ts';
import type { Transaction } from './transaction.ts';

/** Read again after this long at the latest: an event that got lost unnoticed must not matter for ever. */
const keptMs = 60_000;

/** What a process keeps in memory of something that is read often and changes rarely. */
class KeptValue<Value> {
  #reading: Promise<Value> | undefined;
  #value: { is: Value } | undefined;
  #readAt = 0;
  #listening: Promise<unknown> | undefined;

  /** What is in memory and still counts. */
  get fresh(): { is: Value } | undefined {
    return performance.now() - this.#readAt < keptMs ? this.#value : undefined;
  }

  get(core: Core, topic: string, read: (transaction: Transaction) => Promise<Value>): Promise<Value> {
    const now = performance.now();
    if (this.#reading && now - this.#readAt < keptMs) return this.#reading;
    this.#readAt = now;
    const reading = this.#read(core, topic, read);
    this.#reading = reading;
    this.#value = undefined;
    reading.then(
      (value) => {
        if (this.#reading === reading) this.#value = { is: value };
      },
      () => {
        if (this.#reading === reading) this.#reading = undefined;
      },
    );
    return reading;
  }

  /** Listens before it reads: a change in between makes it forget what it reads. */
  async #read(core: Core, topic: string, read: (transaction: Transaction) => Promise<Value>): Promise<Value> {
    const forget = () => {
      this.#reading = undefined;
      this.#value = undefined;
    };
    this.#listening ??= core.pubsub.subscribe([topic], { onEvent: forget, onGap: forget });
    await this.#listening;
    return read(core.database.prisma);
  }
}

/** Ways to what is kept. */
export interface Kept<Value> {
  /** From memory; read from the database once, and again when it has changed. */
  get(core: Core): Promise<Value>;
  /**
   * Within a transaction, which must not wait for a reading on another connection: embedded there is none, and that
   * reading would wait for the transaction to end. What is not in memory is read by the transaction, and for the next one.
   */
  getWithin(core: Core, transaction: Transaction): Promise<Value>;
}

/** Keeps in each process what `read` answers, until an event of the topic says that it is another now. */
export function keep<Value>(
  topic: Topic<object>,
  read: (transaction: Transaction) => Promise<Value>,
): Kept<Value> {
  /** By what every copy of a process' core shares. */
  const byProcess = new WeakMap<Pubsub, KeptValue<Value>>();
  const keptBy = ({ pubsub }: Core) => {
    const known = byProcess.get(pubsub) ?? new KeptValue<Value>();
    byProcess.set(pubsub, known);
    return known;
  };
  return {
    get: (core) => keptBy(core).get(core, topic, read),
    async getWithin(core, transaction) {
      const value = keptBy(core);
      if (value.fresh) return value.fresh.is;
      value.get(core, topic, read).catch(() => undefined);
      return read(transaction);
    },
  };
}
