import { InputMethodGuard } from './inputMethodGuard.ts';

interface InPlaceEditOptions {
  /** The text as it is now, which others may change too. */
  text: () => string;
  /** Saves; resolves to what is wrong with it, in words, or to null. */
  save: (text: string) => Promise<string | null>;
  /** Whether Enter breaks the line, so that saving takes Ctrl or ⌘. */
  isMultiline?: boolean;
}

/** A text that is changed where it stands. */
export class InPlaceEdit {
  isEditing = $state(false);
  isSaving = $state(false);
  draft = $state('');
  /** What is wrong with the draft, in words. */
  error = $state<string | null>(null);
  readonly #options: InPlaceEditOptions;
  /** The text when editing began: what somebody else wrote meanwhile is not overwritten by looking. */
  #textBefore = '';
  readonly #inputMethod = new InputMethodGuard();

  constructor(options: InPlaceEditOptions) {
    this.#options = options;
  }

  get text(): string {
    return this.#options.text();
  }

  begin(): void {
    this.#textBefore = this.text;
    this.draft = this.text;
    this.error = null;
    this.isEditing = true;
  }

  cancel(): void {
    this.isEditing = false;
    this.error = null;
  }

  /** What is refused stays as it was typed, with the reason. */
  async save(): Promise<void> {
    if (!this.isEditing || this.isSaving) return;
    const text = this.draft.trim();
    if (text === this.#textBefore) return this.cancel();
    this.isSaving = true;
    this.error = await this.#options.save(text).finally(() => (this.isSaving = false));
    if (this.error === null) this.isEditing = false;
  }

  readonly handleCompositionEnd = (event: CompositionEvent): void =>
    this.#inputMethod.handleCompositionEnd(event);

  readonly handleKey = (event: KeyboardEvent): void => {
    if (this.#inputMethod.owns(event)) return;
    if (event.key === 'Escape') {
      event.preventDefault();
      this.cancel();
    } else if (event.key === 'Enter' && (!this.#options.isMultiline || event.ctrlKey || event.metaKey)) {
      event.preventDefault();
      void this.save();
    }
  };
}
