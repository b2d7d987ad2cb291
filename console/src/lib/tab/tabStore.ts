const isId = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i;

/** The sessions that an agent has open as tabs, kept in this browser: their ids and nothing of what they hold. */
export class TabStore {
  readonly #storage: Pick<Storage, 'getItem' | 'setItem'>;
  readonly #key: string;

  constructor(storage: Pick<Storage, 'getItem' | 'setItem'>, agentId: string) {
    this.#storage = storage;
    this.#key = `dukou.tabs.${agentId}`;
  }

  read(): string[] {
    try {
      const kept: unknown = JSON.parse(this.#storage.getItem(this.#key) ?? '[]');
      if (!Array.isArray(kept)) return [];
      return [...new Set(kept.filter((one): one is string => typeof one === 'string' && isId.test(one)))];
    } catch {
      return [];
    }
  }

  write(ids: readonly string[]): void {
    try {
      this.#storage.setItem(this.#key, JSON.stringify(ids));
    } catch {
      // Storage is full or switched off: they are known until the page is left.
    }
  }
}
