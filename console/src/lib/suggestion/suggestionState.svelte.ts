import type { Api } from '#lib/connection/api.ts';
import { SuggestionsDocument, type SuggestionsQuery } from '#lib/gql/generated.ts';
import type { InputMethodGuard } from '#lib/ui/inputMethodGuard.ts';
import { isAskable, type SuggestionLimits } from './suggestionRules.ts';

export type Suggestion = SuggestionsQuery['suggestions'][number];

interface SuggestionOptions {
  api: Pick<Api, 'query'>;
  limits: SuggestionLimits;
  inputMethod: Pick<InputMethodGuard, 'owns'>;
  /** A suggestion as it would be written: with its variables filled in. */
  fill: (text: string) => string;
  /** Called with what is to stand in the place of what was typed. */
  onAccept: (suggestion: Suggestion) => void;
  pauseMs?: number;
}

/** What could be meant by what is being typed: asked for when typing pauses, and chosen by keys. */
export class SuggestionState {
  isOpen = $state(false);
  rows = $state.raw<readonly Suggestion[]>([]);
  /** For what the rows were found. */
  typed = $state('');
  /** The chosen row; none at first, so that Enter sends as always. */
  chosen = $state<number | null>(null);
  readonly #options: SuggestionOptions;
  #text = '';
  #isComposing = false;
  /** The text for which nothing more is wanted: it was put aside, accepted or sent. */
  #closedFor: string | null = null;
  #timer: ReturnType<typeof setTimeout> | undefined;
  /** The request whose answer counts. */
  #newest: symbol | null = null;

  constructor(options: SuggestionOptions) {
    this.#options = options;
  }

  /** The text has changed; while an input method composes it (拼音), it is not what is meant yet. */
  handleInput(text: string, isComposing: boolean): void {
    this.#forget();
    this.chosen = null;
    this.#isComposing = isComposing;
    this.#text = text;
    if (isComposing || text === this.#closedFor) return;
    this.#closedFor = null;
    if (isAskable(text, this.#options.limits))
      this.#timer = setTimeout(() => void this.#ask(text), this.#options.pauseMs ?? 120);
    else this.#hide();
  }

  /** An input method begins: what is on its way is not shown any more. */
  handleCompositionStart(): void {
    this.#forget();
    this.chosen = null;
    this.#isComposing = true;
  }

  /** @returns whether the key was used here, and is nobody else's */
  handleKey(event: KeyboardEvent): boolean {
    if (!this.isOpen || this.#options.inputMethod.owns(event)) return false;
    if (event.shiftKey || event.ctrlKey || event.altKey || event.metaKey) return false;
    const isUsed = this.#act(event.key);
    if (isUsed) event.preventDefault();
    return isUsed;
  }

  accept(index: number): void {
    const row = this.rows[index];
    if (!row || this.#isComposing) return;
    this.#text = row.text;
    this.close();
    this.#options.onAccept(row);
  }

  /** Closes the list until the text changes. */
  close(): void {
    this.#forget();
    this.#hide();
    this.#closedFor = this.#text;
  }

  /** The text is sent, and nothing of it is left. */
  handleSent(): void {
    this.#text = '';
    this.close();
  }

  #act(key: string): boolean {
    switch (key) {
      case 'ArrowDown':
        this.#move(1);
        return true;
      case 'ArrowUp':
        this.#move(-1);
        return true;
      case 'Tab':
        this.accept(this.chosen ?? 0);
        return true;
      case 'Escape':
        this.close();
        return true;
      case 'Enter':
        if (this.chosen === null) return false;
        this.accept(this.chosen);
        return true;
      default:
        return false;
    }
  }

  /** Beyond the last and before the first nothing is chosen. */
  #move(by: number): void {
    const places = this.rows.length + 1;
    const place = ((this.chosen ?? this.rows.length) + by + places) % places;
    this.chosen = place === this.rows.length ? null : place;
  }

  async #ask(text: string): Promise<void> {
    const request = Symbol();
    this.#newest = request;
    try {
      const { suggestions } = await this.#options.api.query(SuggestionsDocument, { text });
      if (this.#newest === request) this.#show(text, suggestions);
    } catch {
      // Typing goes on without them.
      if (this.#newest === request) this.#hide();
    }
  }

  #show(typed: string, suggestions: readonly Suggestion[]): void {
    this.#newest = null;
    this.typed = typed;
    this.chosen = null;
    this.rows = suggestions.map((row) => {
      return row.source === 'QUICK_REPLY' ? { ...row, text: this.#options.fill(row.text) } : row;
    });
    this.isOpen = this.rows.length > 0;
  }

  #hide(): void {
    this.isOpen = false;
    this.rows = [];
    this.chosen = null;
  }

  #forget(): void {
    clearTimeout(this.#timer);
    this.#newest = null;
  }
}
