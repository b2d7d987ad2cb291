const mostKept = 8;

/** What an agent searched for lately, the last first; kept in this browser only. */
export class RecentSearches {
  all = $state.raw<readonly string[]>([]);
  readonly #storage: Storage;
  readonly #key: string;

  constructor(storage: Storage, agentId: string) {
    this.#storage = storage;
    this.#key = `dukou.searches.${agentId}`;
    this.all = this.#read();
  }

  remember(query: string): void {
    // Another tab of the same agent may have added some.
    const others = this.#read().filter((other) => other !== query);
    this.all = [query, ...others].slice(0, mostKept);
    try {
      this.#storage.setItem(this.#key, JSON.stringify(this.all));
    } catch {
      // Storage is full or switched off: they are known until the page is left.
    }
  }

  clear(): void {
    this.all = [];
    try {
      this.#storage.removeItem(this.#key);
    } catch {
      // As above.
    }
  }

  #read(): readonly string[] {
    try {
      const kept: unknown = JSON.parse(this.#storage.getItem(this.#key) ?? '[]');
      return Array.isArray(kept) ? kept.filter((one) => typeof one === 'string').slice(0, mostKept) : [];
    } catch {
      return this.all;
    }
  }
}
