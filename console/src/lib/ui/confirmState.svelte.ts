export interface ConfirmQuestion {
  title: string;
  text: string;
  confirmLabel: string;
  isDangerous?: boolean;
}

/** One question at a time that must be answered before something is done. */
class ConfirmState {
  question = $state.raw<ConfirmQuestion | null>(null);
  #answer: ((isConfirmed: boolean) => void) | null = null;

  /** Resolves to whether it was confirmed; closing the dialog is a no. */
  ask(question: ConfirmQuestion): Promise<boolean> {
    this.answer(false);
    this.question = question;
    return new Promise((resolve) => (this.#answer = resolve));
  }

  answer(isConfirmed: boolean): void {
    this.question = null;
    this.#answer?.(isConfirmed);
    this.#answer = null;
  }
}

export const confirmState = new ConfirmState();
