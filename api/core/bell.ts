import type { Core } from './core.ts';
import type { Topic } from './pubsub.ts';

/** Wakes somebody who then looks for themselves: however often it is rung, they look once. */
export class Bell {
  #hasRung = false;
  #wake: (() => void) | undefined;

  /** Whether it has rung since it was last silenced. */
  get hasRung(): boolean {
    return this.#hasRung;
  }

  ring = (): void => {
    this.#hasRung = true;
    this.#wake?.();
  };

  silence(): void {
    this.#hasRung = false;
  }

  /** Waits until it has rung, `timeoutMs` at most, or until `signal` aborts; silences it. */
  async heard(timeoutMs: number, signal: AbortSignal): Promise<void> {
    if (!this.#hasRung && !signal.aborted) {
      const woken = Promise.withResolvers<void>();
      this.#wake = woken.resolve;
      const timer = setTimeout(woken.resolve, timeoutMs).unref();
      signal.addEventListener('abort', woken.resolve as () => void, { once: true });
      await woken.promise;
      signal.removeEventListener('abort', woken.resolve as () => void);
      clearTimeout(timer);
      this.#wake = undefined;
    }
    this.silence();
  }
}

/** A bell that every event of some topics rings, until `signal` aborts. */
export async function bellOn(
  core: Core,
  topics: readonly Topic<object>[],
  signal: AbortSignal,
): Promise<Bell> {
  const bell = new Bell();
  const unsubscribe = await core.pubsub.subscribe(topics, { onEvent: bell.ring, onGap: bell.ring });
  if (signal.aborted) unsubscribe();
  else signal.addEventListener('abort', unsubscribe, { once: true });
  return bell;
}
