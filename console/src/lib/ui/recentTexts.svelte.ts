type Kept = Pick<Storage, 'getItem' | 'setItem' | 'removeItem'>;

/** The texts that were used last, the newest first and each once; kept in this browser only. */
export class RecentTexts {
  all = $state.raw<readonly string[]>([]);
  readonly #storage: Kept;
  readonly #key: string;
  readonly #mostKept: number;

  constructor(storage: Kept, key: string, mostKept: number) {
    this.#storage = storage;
    this.#key = key;
    this.#mostKept = mostKept;
    this.all = this.#read();
  }

  remember(text: string): void {
    // Another tab of the same agent may have added some.
    const others = this.#read().filter((other) => other !== text);
    this.all = [text, ...others].slice(0, this.#mostKept);
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
      if (!Array.isArray(kept)) return [];
      return kept.filter((one) => typeof one === 'string').slice(0, this.#mostKept);
    } catch {
      return this.all;
    }
  }
}
