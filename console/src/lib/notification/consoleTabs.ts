/** What of the browser's locks is used. */
export type TabLocks = Pick<LockManager, 'request' | 'query'>;

/** What one tab has claimed no other one gets; a tab that hears of it later than this is so late that it keeps still. */
const claimMs = 10_000;
const attention = 'dukou.attention';

/**
 * The tabs of the console in one browser, which agree by its locks (Web Locks): a lock is gone with its tab, however that ends.
 * Without locks, as on pages that are not secure, each tab is on its own.
 */
export class ConsoleTabs {
  readonly #locks: TabLocks | undefined;
  #release: (() => void) | undefined;

  constructor(locks: TabLocks | undefined) {
    this.#locks = locks;
  }

  /** Of all tabs that claim something, one is told that it has it. */
  claim(name: string): Promise<boolean> {
    const { promise, resolve } = Promise.withResolvers<boolean>();
    if (!this.#locks) return Promise.resolve(true);
    this.#locks
      .request(`dukou.claim:${name}`, { ifAvailable: true }, async (lock) => {
        resolve(lock !== null);
        if (lock) await new Promise((over) => setTimeout(over, claimMs));
      })
      .catch(() => resolve(true));
    return promise;
  }

  /** Tells the other tabs what somebody looks at here: a session, the console, or nothing. */
  attend(isAttended: boolean, sessionId: string | null): void {
    this.#release?.();
    this.#release = undefined;
    if (!isAttended || !this.#locks) return;
    const { promise, resolve } = Promise.withResolvers<void>();
    this.#release = resolve;
    const hold = (name: string) =>
      this.#locks?.request(name, { mode: 'shared' }, () => promise).catch(() => undefined);
    void hold(attention);
    if (sessionId) void hold(`${attention}:${sessionId}`);
  }

  /** Whether somebody looks at a session, or at the console at all, in any tab. */
  async isAttended(sessionId?: string): Promise<boolean> {
    const name = sessionId ? `${attention}:${sessionId}` : attention;
    const { held } = (await this.#locks?.query().catch(() => undefined)) ?? {};
    return held?.some((lock) => lock.name === name) ?? false;
  }
}
