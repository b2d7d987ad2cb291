/** A dialog with something to fill in: at most one at a time, and somebody waits for what comes of it. */
export class DialogState<Form, Answer> {
  /** What is filled in; null while the dialog is closed. */
  form = $state.raw<Form | null>(null);
  #answer: ((answer: Answer | null) => void) | null = null;

  /** Resolves to the answer, or to null when the dialog was closed without one. */
  ask(form: Form): Promise<Answer | null> {
    this.close(null);
    this.form = form;
    return new Promise((resolve) => (this.#answer = resolve));
  }

  close(answer: Answer | null): void {
    this.form = null;
    this.#answer?.(answer);
    this.#answer = null;
  }
}
