import { InputMethodGuard } from './inputMethodGuard.ts';

/** Somebody else has changed the text since editing began. */
export interface EditConflict {
  /** The text as it is now. */
  theirs: string;
  /** Who did what, in words. */
  text: string;
}

/** What is wrong with a text, in words, or that another one is there now; null when it was saved. */
export type EditRefusal = string | EditConflict | null;

interface InPlaceEditOptions {
  /** The text as it is now, which others may change too. */
  text: () => string;
  /** Saves, knowing which text was seen when editing began. */
  save: (text: string, textBefore: string) => Promise<EditRefusal>;
  /** Whether Enter breaks the line, so that saving takes Ctrl or ⌘. */
  isMultiline?: boolean;
  /** Takes what was typed and could not be saved when its place is gone. */
  onUnsaved?: (draft: string) => void;
}

/** A text that is changed where it stands. What others do to it meanwhile never touches the draft. */
export class InPlaceEdit {
  isEditing = $state(false);
  isSaving = $state(false);
  draft = $state('');
  /** What is wrong with the draft, in words. */
  error = $state<string | null>(null);
  /** What somebody else made of the text; until it is settled nothing is saved. */
  conflict = $state.raw<EditConflict | null>(null);
  readonly #options: InPlaceEditOptions;
  /** The text when editing began: what somebody else wrote meanwhile is not overwritten by looking. */
  #textBefore = '';
  #isLeft = false;
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
    this.conflict = null;
    this.isEditing = true;
  }

  cancel(): void {
    this.isEditing = false;
    this.error = null;
    this.conflict = null;
  }

  /** What is refused stays as it was typed, with the reason. */
  async save(): Promise<void> {
    if (!this.isEditing || this.isSaving || this.conflict) return;
    if (this.draft.trim() === this.#textBefore) return this.cancel();
    await this.#send();
  }

  /** Saves what was typed in the place of what somebody else made of the text. */
  async overwrite(): Promise<void> {
    if (!this.conflict || this.isSaving) return;
    this.#textBefore = this.conflict.theirs;
    await this.#send();
  }

  /** The place where it stands goes: what was typed is saved, or handed on where that is refused. */
  leave(): void {
    if (!this.isEditing) return;
    this.#isLeft = true;
    if (this.conflict || this.error) this.#options.onUnsaved?.(this.draft);
    else void this.save();
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

  async #send(): Promise<void> {
    const draft = this.draft.trim();
    this.isSaving = true;
    this.conflict = null;
    const refusal = await this.#options.save(draft, this.#textBefore).finally(() => (this.isSaving = false));
    this.error = typeof refusal === 'string' ? refusal : null;
    this.conflict = typeof refusal === 'string' ? null : refusal;
    if (refusal === null) this.isEditing = false;
    else if (this.#isLeft) this.#options.onUnsaved?.(draft);
  }
}
