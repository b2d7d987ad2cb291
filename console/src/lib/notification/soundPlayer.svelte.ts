import type { NotificationSound } from '#lib/gql/generated.ts';
import { playNotes, sounds } from './sounds.ts';

/** At full volume still pleasant in a quiet room; what is overdue may be louder. */
const usualLoudness = 0.35;
const urgentLoudness = 0.7;

/** Plays sounds as far as the browser lets a page: only after somebody has touched it. */
export class SoundPlayer {
  /** Whether a sound was wanted that the browser did not allow. */
  isBlocked = $state(false);
  #context: AudioContext | null = null;

  /** Whether the browser allows sounds now. */
  async canPlay(): Promise<boolean> {
    if (typeof AudioContext === 'undefined') return false;
    this.#context ??= new AudioContext();
    // Where it is not allowed this waits for a touch; whether it is shows at once.
    void this.#context.resume().catch(() => undefined);
    if (this.#context.state !== 'running') await new Promise((resolve) => setTimeout(resolve, 50));
    return this.#context.state === 'running';
  }

  /** @param volume in percent @returns whether it could be played */
  async play(sound: NotificationSound, volume: number, isUrgent = false): Promise<boolean> {
    if (sound === 'NONE' || volume === 0) return true;
    this.isBlocked = !(await this.canPlay());
    if (this.isBlocked || !this.#context) return false;
    const loudness = (isUrgent ? urgentLoudness : usualLoudness) * (volume / 100) ** 1.5;
    playNotes(this.#context, sounds[sound], loudness);
    return true;
  }

  /** Has sounds allowed by the first touch; returns what stops waiting for it. */
  unlockOnTouch(target: EventTarget): () => void {
    const types = ['pointerdown', 'keydown'];
    const stop = () => types.forEach((type) => target.removeEventListener(type, unlock, true));
    const unlock = () =>
      void this.canPlay().then((isAllowed) => {
        if (!isAllowed) return;
        this.isBlocked = false;
        stop();
      });
    types.forEach((type) => target.addEventListener(type, unlock, true));
    return stop;
  }

  close(): void {
    void this.#context?.close();
    this.#context = null;
  }
}
