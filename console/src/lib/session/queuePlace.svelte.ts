import type { Api } from '#lib/connection/api.ts';
import { QueuePositionDocument, type SessionDetailsFragment } from '#lib/gql/generated.ts';

interface QueuePlaceOptions {
  api: Pick<Api, 'query'>;
  session: () => Pick<SessionDetailsFragment, 'id' | 'version' | 'queuePosition'>;
}

/** A waiting visitor's place in the queue: 1 is next. Its changes are not told of, so it is asked for. */
export class QueuePlace {
  #asked = $state.raw<{ version: number; position: number | null } | null>(null);
  readonly #options: QueuePlaceOptions;

  readonly position = $derived.by(() => {
    const { version, queuePosition } = this.#options.session();
    return this.#asked && this.#asked.version >= version ? this.#asked.position : queuePosition;
  });

  constructor(options: QueuePlaceOptions) {
    this.#options = options;
  }

  /** Asks now and again; returns what stops that. */
  watch(intervalMs: number): () => void {
    const timer = setInterval(() => void this.ask(), intervalMs);
    return () => clearInterval(timer);
  }

  async ask(): Promise<void> {
    const { id } = this.#options.session();
    const answer = await this.#options.api.query(QueuePositionDocument, { id }).catch(() => null);
    if (answer?.session.__typename !== 'Session') return;
    const { version, queuePosition } = answer.session;
    this.#asked = { version, position: queuePosition };
  }
}
