/**
 * Tells keys that belong to an input method (拼音, かな, 한글) from those meant for the page. Enter that accepts a
 * candidate must never send anything.
 */
export class InputMethodGuard {
  #endedAt = Number.NEGATIVE_INFINITY;

  readonly handleCompositionEnd = (event: CompositionEvent): void => {
    this.#endedAt = event.timeStamp;
  };

  owns(event: KeyboardEvent): boolean {
    // 229 is what browsers give while composing, also where isComposing is already false: Safari ends the composition
    // first and sends the keydown of the same key press after it, with a time that lies before.
    return event.isComposing || event.keyCode === 229 || event.timeStamp <= this.#endedAt;
  }
}
