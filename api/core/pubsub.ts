/**
 * A named channel of events of one kind. Made only in `*Events.ts`, so that who publishes and who listens agree on
 * both name and kind.
 */
export type Topic<Event extends object> = string & { readonly carries?: Event };

/** An event on its way to a topic. */
export interface Publication {
  topic: string;
  event: object;
}

/** Pairs an event with its topic, checked to be of the topic's kind. */
export function publication<Event extends object>(topic: Topic<Event>, event: Event): Publication {
  return { topic, event };
}

/** Whether other processes are heard has changed. Only told within the process that it is about. */
export interface ReachChanged {
  type: 'ReachChanged';
  reachesOthers: boolean;
}

export const reachTopic: Topic<ReachChanged> = 'reach';

/** Somebody who wants to hear the events of some topics. */
export interface Listener {
  onEvent(event: object): void;
  /** Events may have been lost: read anew from the database. */
  onGap(): void;
}

/**
 * Tells what happened to whoever listens, in this process and the others. Best effort on purpose: an event is a hint
 * to look, the database holds the truth, and `onGap` says when hints may have been lost.
 */
export interface Pubsub {
  /** Never waits and never throws: local listeners hear at once, other processes as soon as they can. */
  publish(publications: readonly Publication[]): void;
  /** Resolves when events of these topics are surely heard from now on; returns what ends it. */
  subscribe(topics: readonly string[], listener: Listener): Promise<() => void>;
  /** Whether what happens in other processes is heard here, and they hear what happens here; `reachTopic` tells of changes. */
  readonly reachesOthers: boolean;
  /** Throws when other processes cannot be reached. */
  ping(): Promise<void>;
  close(): Promise<void>;
}

/** Who listens to what, within this process. */
export class LocalListeners {
  readonly #byTopic = new Map<string, Set<Listener>>();

  has(topic: string): boolean {
    return this.#byTopic.has(topic);
  }

  add(topic: string, listener: Listener): void {
    const listeners = this.#byTopic.get(topic);
    if (listeners) listeners.add(listener);
    else this.#byTopic.set(topic, new Set([listener]));
  }

  remove(topic: string, listener: Listener): void {
    const listeners = this.#byTopic.get(topic);
    listeners?.delete(listener);
    if (listeners?.size === 0) this.#byTopic.delete(topic);
  }

  tell(topic: string, event: object): void {
    for (const listener of this.#byTopic.get(topic) ?? []) listener.onEvent(event);
  }

  tellGap(): void {
    const listeners = new Set<Listener>();
    for (const some of this.#byTopic.values()) for (const listener of some) listeners.add(listener);
    for (const listener of listeners) listener.onGap();
  }
}

/** Publish and subscribe within one process: what runs when no Redis is configured. */
export function createLocalPubsub(): Pubsub {
  const listeners = new LocalListeners();
  return {
    publish(publications) {
      for (const { topic, event } of publications) listeners.tell(topic, event);
    },
    subscribe(topics, listener) {
      for (const topic of topics) listeners.add(topic, listener);
      return Promise.resolve(() => {
        for (const topic of topics) listeners.remove(topic, listener);
      });
    },
    reachesOthers: true,
    ping: () => Promise.resolve(),
    close: () => Promise.resolve(),
  };
}
