import type { TextStore } from '../core/deviceStorage.ts';

const soundKey = 'sound';

/** Whether this device rings when an agent writes: not before the visitor wants it. */
export class SoundState {
  isOn = $state(false);
  #store: TextStore;
  #play: () => void;

  /** `play` makes the sound heard, where the browser lets it. */
  constructor(store: TextStore, play: () => void) {
    this.#store = store;
    this.#play = play;
    this.isOn = store.read(soundKey) !== null;
  }

  toggle(): void {
    this.isOn = !this.isOn;
    this.#store.write(soundKey, this.isOn ? '1' : null);
    // To hear what it is like; browsers also allow later sounds because of it.
    if (this.isOn) this.#play();
  }

  ring(): void {
    if (this.isOn) this.#play();
  }
}
