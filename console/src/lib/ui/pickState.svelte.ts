import { InputMethodGuard } from './inputMethodGuard.ts';

interface PickOptions<Option> {
  /** What there is to choose from; may change while it is looked at. */
  options: () => readonly Option[];
  /** Those that a search finds, the best first; without it the words of the search are looked for in `textOf`. */
  find?: (options: readonly Option[], search: string) => readonly Option[];
  /** What the search looks in. */
  textOf: (option: Option) => string;
  /** Called when Enter is pressed or an option is chosen twice. */
  onPick: (option: Option) => void;
  /** Called when Enter is pressed and nothing is found. */
  onNone?: (search: string) => void;
}

/** A list to choose from with a search field above it, whose arrow keys move the choice. */
export class PickState<Option extends { id: string }> {
  search = $state('');
  #activeId = $state<string | null>(null);
  readonly #options: PickOptions<Option>;
  readonly #inputMethod = new InputMethodGuard();

  readonly shown = $derived.by(() => {
    const { options, find, textOf } = this.#options;
    if (find) return find(options(), this.search);
    const words = wordsOf(this.search);
    return options().filter((option) => {
      const text = textOf(option).toLowerCase();
      return words.every((word) => text.includes(word));
    });
  });
  /** The option that Enter takes: kept when others come or go, else the first. */
  readonly active = $derived.by(
    () => this.shown.find(({ id }) => id === this.#activeId) ?? this.shown[0] ?? null,
  );

  constructor(options: PickOptions<Option>) {
    this.#options = options;
  }

  activate(id: string): void {
    this.#activeId = id;
  }

  /** Leaves the choice to what is found: its first one. */
  activateFirst(): void {
    this.#activeId = null;
  }

  pick(option: Option): void {
    this.activate(option.id);
    this.#options.onPick(option);
  }

  readonly handleCompositionEnd = (event: CompositionEvent): void =>
    this.#inputMethod.handleCompositionEnd(event);

  readonly handleKey = (event: KeyboardEvent): void => {
    if (this.#inputMethod.owns(event) || event.altKey || event.ctrlKey || event.metaKey) return;
    if (event.key === 'Enter') {
      event.preventDefault();
      if (this.active) this.#options.onPick(this.active);
      else this.#options.onNone?.(this.search.trim());
      return;
    }
    const index = this.active ? this.shown.indexOf(this.active) : -1;
    const target = event.key === 'ArrowDown' ? index + 1 : event.key === 'ArrowUp' ? index - 1 : null;
    if (target === null) return;
    event.preventDefault();
    const option = this.shown[Math.min(Math.max(target, 0), this.shown.length - 1)];
    if (option) this.activate(option.id);
  };
}

function wordsOf(search: string): string[] {
  return search.toLowerCase().split(/\s+/).filter(Boolean);
}
