/** What is used of an `<audio>`. */
export type Player = Pick<HTMLMediaElement, 'play' | 'pause' | 'currentTime' | 'playbackRate'>;

const speeds = [1, 1.5, 2];

/** Who is to be heard: one at a time, sound or video. */
let heard: Pick<HTMLMediaElement, 'pause'> | null = null;

/** Takes the word from whoever has it. */
export function letOnlyPlay(player: Pick<HTMLMediaElement, 'pause'>): void {
  if (heard !== player) heard?.pause();
  heard = player;
}

/** A voice message, or other sound, that is listened to. */
export class AudioState {
  isPlaying = $state(false);
  /** Not to be played: damaged, of a kind that this browser does not know, or gone. */
  isBroken = $state(false);
  /** In seconds. */
  place = $state(0);
  /** In seconds; not a number while it is not known. */
  duration = $state(NaN);
  speed = $state(1);
  #player: Player | null = null;

  /** An attachment for the `<audio>`. */
  readonly attach = (player: Player): (() => void) => {
    this.#player = player;
    return () => {
      player.pause();
      this.#player = null;
    };
  };

  async toggle(): Promise<void> {
    const player = this.#player;
    if (!player) return;
    if (this.isPlaying) return player.pause();
    letOnlyPlay(player);
    player.playbackRate = this.speed;
    // That it was stopped before it began is no failure; what is one comes as an event.
    await player.play().catch(() => undefined);
  }

  seek(seconds: number): void {
    this.place = seconds;
    if (this.#player) this.#player.currentTime = seconds;
  }

  /** The next of the speeds, and after the last the first. */
  changeSpeed(): void {
    this.speed = speeds[(speeds.indexOf(this.speed) + 1) % speeds.length] ?? 1;
    if (this.#player) this.#player.playbackRate = this.speed;
  }

  ended(): void {
    this.isPlaying = false;
    this.seek(0);
  }
}
