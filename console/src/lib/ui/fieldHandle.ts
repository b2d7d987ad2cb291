/** Leads the keys to a field from elsewhere on the page; as soon as it is there, where it is not yet. */
export class FieldHandle {
  #field: HTMLInputElement | null = null;
  #isWanted = false;

  /** An attachment for the field. */
  readonly attach = (field: HTMLInputElement): (() => void) => {
    this.#field = field;
    if (this.#isWanted) this.focus();
    return () => (this.#field = null);
  };

  /** Whether it is on the page and not hidden behind something else. */
  get isSeen(): boolean {
    return this.#field?.offsetParent != null;
  }

  focus(): void {
    this.#isWanted = !this.#field;
    this.#field?.focus();
    this.#field?.select();
  }
}
