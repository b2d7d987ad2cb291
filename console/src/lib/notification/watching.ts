import type { Api } from '#lib/connection/api.ts';
import { NoteWatchingDocument } from '#lib/gql/generated.ts';

/** Tells the server while somebody looks at the console, so that nothing is pushed that they see. */
export class Watching {
  readonly #api: Pick<Api, 'mutate'>;
  readonly #intervalMs: number;
  #timer: ReturnType<typeof setInterval> | undefined;

  constructor(api: Pick<Api, 'mutate'>, intervalMs: number) {
    this.#api = api;
    this.#intervalMs = intervalMs;
  }

  /** Says at once what has changed, and again and again while it holds. */
  note(isWatching: boolean): void {
    clearInterval(this.#timer);
    const say = () => {
      // Whoever is not heard is pushed to, which is better than the other way round.
      this.#api.mutate(NoteWatchingDocument, { input: { isWatching } }).catch(() => undefined);
    };
    say();
    if (isWatching) this.#timer = setInterval(say, this.#intervalMs);
  }

  stop(): void {
    clearInterval(this.#timer);
  }
}
