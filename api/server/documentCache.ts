/**
 * Characters of all texts together of which what was parsed is kept. Our own clients' operations are a quarter of it; parsed,
 * a character takes up to 300 bytes, so that nobody can fill the memory with texts that nobody else asks.
 */
const mostCharacters = 500_000;

/** What was made of texts, by the text: those that were asked for last, as many as are this long together. */
export class DocumentCache<Value> {
  readonly #most: number;
  /** The one that was not asked for longest comes first. */
  readonly #values = new Map<string, Value>();
  #characters = 0;

  constructor(most = mostCharacters) {
    this.#most = most;
  }

  get(text: string): Value | undefined {
    const value = this.#values.get(text);
    if (value === undefined) return undefined;
    this.#values.delete(text);
    this.#values.set(text, value);
    return value;
  }

  set(text: string, value: Value): void {
    this.#remove(text);
    if (text.length > this.#most) return;
    this.#values.set(text, value);
    this.#characters += text.length;
    for (const [oldest] of this.#values) {
      if (this.#characters <= this.#most) break;
      this.#remove(oldest);
    }
  }

  #remove(text: string): void {
    if (this.#values.delete(text)) this.#characters -= text.length;
  }
}
