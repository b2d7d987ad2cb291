/** What is looked at of a KeyboardEvent. */
export interface KeyPress {
  key: string;
  shiftKey: boolean;
  isComposing: boolean;
  keyCode: number;
  timeStamp: number;
}

/** The Enter that ends a composition comes after its end in Safari, in the same instant. */
const sameInstantMs = 50;

/** Tells the Enter that sends from the one that belongs to an input method (拼音, かな) or breaks the line. */
export class EnterKey {
  #compositionEndedAt = -Infinity;

  compositionEnded(timeStamp: number): void {
    this.#compositionEndedAt = timeStamp;
  }

  sends({ key, shiftKey, isComposing, keyCode, timeStamp }: KeyPress): boolean {
    if (key !== 'Enter' || shiftKey) return false;
    return !isComposing && keyCode !== 229 && timeStamp - this.#compositionEndedAt > sameInstantMs;
  }
}
