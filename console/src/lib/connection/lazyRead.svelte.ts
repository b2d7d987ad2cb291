import { codeOf, isPassing } from './failure.ts';

/** Something that is fetched when somebody wants to know, and anew when it may have changed. */
export class LazyRead<Value> {
  status = $state<'loading' | 'ready' | 'failed'>('loading');
  failureCode = $state<string | null>(null);
  value = $state.raw<Value | null>(null);
  readonly #fetch: () => Promise<Value>;
  #newestLoad = 0;

  /** @param fetch throws RequestFailure, also for what the API refuses */
  constructor(fetch: () => Promise<Value>) {
    this.#fetch = fetch;
  }

  /** What is shown stays until the answer is there, and a slower earlier answer is dropped. */
  async load(): Promise<void> {
    const load = ++this.#newestLoad;
    if (this.status === 'failed') this.status = 'loading';
    try {
      const value = await this.#fetch();
      if (load !== this.#newestLoad) return;
      this.value = value;
      this.status = 'ready';
    } catch (error) {
      if (load !== this.#newestLoad || (this.status === 'ready' && isPassing(error))) return;
      this.failureCode = codeOf(error);
      this.status = 'failed';
    }
  }
}
