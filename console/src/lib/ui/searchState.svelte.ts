interface SearchOptions {
  /** Called with what is to be searched for once typing pauses. */
  onSearch: (search: string) => void;
  pauseMs?: number;
}

/** A search field: what is typed, and from when on it is searched for. */
export class SearchState {
  text = $state('');
  readonly #options: SearchOptions;
  /** What is searched for already. */
  #search = '';
  #isComposing = false;
  #timer: ReturnType<typeof setTimeout> | undefined;

  constructor(options: SearchOptions) {
    this.#options = options;
  }

  /** Takes over what the address says, unless it only says what was typed here. */
  follow(search: string): void {
    if (search === this.#search) return;
    this.stop();
    this.#search = search;
    this.text = search;
  }

  /** The text has changed; while an input method composes it (拼音), it is not what is meant yet. */
  handleInput(isComposing: boolean): void {
    clearTimeout(this.#timer);
    this.#isComposing = isComposing;
    if (!isComposing) this.#timer = setTimeout(() => this.searchNow(), this.#options.pauseMs ?? 250);
  }

  searchNow(): void {
    clearTimeout(this.#timer);
    const search = this.text.trim();
    if (this.#isComposing || search === this.#search) return;
    this.#search = search;
    this.#options.onSearch(search);
  }

  clear(): void {
    this.text = '';
    this.#isComposing = false;
    this.searchNow();
  }

  stop(): void {
    clearTimeout(this.#timer);
  }
}
