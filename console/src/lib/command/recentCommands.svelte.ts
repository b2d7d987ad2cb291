const mostKept = 6;

/** The commands that an agent chose last, the newest first; kept in this browser only. */
export class RecentCommands {
  ids = $state.raw<readonly string[]>([]);
  readonly #storage: Pick<Storage, 'getItem' | 'setItem'>;
  readonly #key: string;

  constructor(storage: Pick<Storage, 'getItem' | 'setItem'>, agentId: string) {
    this.#storage = storage;
    this.#key = `dukou.commands.${agentId}`;
    this.ids = this.#read();
  }

  remember(id: string): void {
    // Another tab of the same agent may have added some.
    this.ids = [id, ...this.#read().filter((other) => other !== id)].slice(0, mostKept);
    try {
      this.#storage.setItem(this.#key, JSON.stringify(this.ids));
    } catch {
      // Storage is full or switched off: they are known until the page is left.
    }
  }

  #read(): readonly string[] {
    try {
      const kept: unknown = JSON.parse(this.#storage.getItem(this.#key) ?? '[]');
      return Array.isArray(kept) ? kept.filter((one) => typeof one === 'string').slice(0, mostKept) : [];
    } catch {
      return this.ids;
    }
  }
}
