/** Whether something that can be opened from anywhere is open, and what had the focus before. */
export class Opening {
  isOpen = $state(false);
  #before: HTMLElement | null = null;
  #next: (() => void) | null = null;

  open(): void {
    if (this.isOpen) return;
    this.#before = document.activeElement instanceof HTMLElement ? document.activeElement : null;
    this.isOpen = true;
  }

  /** @param next what is done once the focus is back where it was */
  close(next: (() => void) | null = null): void {
    this.#next = next;
    this.isOpen = false;
  }

  /** For the dialog, as it closes. */
  readonly giveFocusBack = (event: Event): void => {
    event.preventDefault();
    this.#before?.focus({ preventScroll: true });
    const next = this.#next;
    this.#next = null;
    next?.();
  };
}
