/** Saves one thing after the other; of what is to be saved under the same name meanwhile only the latest. */
export class InTurn<Input> {
  readonly #save: (input: Input) => Promise<void>;
  readonly #waiting = new Map<string, Input>();
  #isSaving = false;

  /** @param save throws nothing */
  constructor(save: (input: Input) => Promise<void>) {
    this.#save = save;
  }

  /** Resolves to true when nothing waits any more, or at once to false when somebody else sees to it. */
  async add(name: string, input: Input): Promise<boolean> {
    this.#waiting.set(name, input);
    if (this.#isSaving) return false;
    this.#isSaving = true;
    for (const [next, latest] of this.#waiting) {
      this.#waiting.delete(next);
      await this.#save(latest);
    }
    this.#isSaving = false;
    return true;
  }
}
