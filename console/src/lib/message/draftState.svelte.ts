/** What was typed and not sent, per session. Kept for the tab's life, so that a reload loses nothing. */
export class DraftState {
  readonly #storage: Storage;
  readonly #prefix: string;
  readonly #texts = new Map<string, string>();
  #revision = $state(0);

  constructor(storage: Storage, agentId: string) {
    this.#storage = storage;
    this.#prefix = `dukou.draft.${agentId}.`;
  }

  text(sessionId: string): string {
    void this.#revision;
    return this.#texts.get(sessionId) ?? this.#storage.getItem(this.#prefix + sessionId) ?? '';
  }

  change(sessionId: string, text: string): void {
    this.#texts.set(sessionId, text);
    this.#revision++;
    try {
      if (text === '') this.#storage.removeItem(this.#prefix + sessionId);
      else this.#storage.setItem(this.#prefix + sessionId, text);
    } catch {
      // Full or switched off: the draft lives as long as this page does.
    }
  }
}
