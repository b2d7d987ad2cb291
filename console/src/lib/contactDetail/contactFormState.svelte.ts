import type { ContactKind } from '#lib/gql/generated.ts';
import { violationText } from '#lib/setting/violationText.ts';

interface ContactFormOptions {
  /** Adds it; resolves to what is wrong with it, in words, or to null. */
  save: (kind: ContactKind, value: string) => Promise<string | null>;
}

/** A value that an agent adds by hand. */
export class ContactFormState {
  isOpen = $state(false);
  /** It was open: what opens it again gets the focus back. */
  wasOpen = false;
  kind = $state<ContactKind>('PHONE');
  value = $state('');
  isBusy = $state(false);
  /** What is wrong with the value, in words. */
  error = $state<string | null>(null);
  readonly #options: ContactFormOptions;

  constructor(options: ContactFormOptions) {
    this.#options = options;
  }

  open(): void {
    this.kind = 'PHONE';
    this.value = '';
    this.error = null;
    this.isOpen = true;
  }

  close(): void {
    this.wasOpen = true;
    this.isOpen = false;
  }

  /** What was typed fits only a kind of the same sort: a gender is chosen. */
  choose(kind: ContactKind): void {
    if (kind === 'GENDER' || this.kind === 'GENDER') this.value = '';
    this.kind = kind;
    this.error = null;
  }

  async submit(): Promise<void> {
    if (this.isBusy) return;
    const value = this.value.trim();
    this.error = value === '' ? violationText({ rule: 'REQUIRED', limit: null }) : null;
    if (this.error !== null) return;
    this.isBusy = true;
    this.error = await this.#options.save(this.kind, value).finally(() => (this.isBusy = false));
    if (this.error === null) this.close();
  }
}
