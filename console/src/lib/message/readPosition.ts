import type { Api } from '#lib/connection/api.ts';
import { MarkReadDocument, type SessionColumnsFragment } from '#lib/gql/generated.ts';

/** Tells the server how far the agents' side has read in one session, each position once. */
export class ReadPosition {
  readonly #api: Api;
  readonly #sessionId: string;
  /** The position that was last sent, so that one that moves nothing is not sent again and again. */
  #sentSeq = 0;

  constructor(api: Api, sessionId: string) {
    this.#api = api;
    this.#sessionId = sessionId;
  }

  /** Moves the position forward. Resolves to the session's columns as they are then, or null where nothing was done. */
  async moveTo(seq: number): Promise<SessionColumnsFragment | null> {
    if (seq <= this.#sentSeq) return null;
    this.#sentSeq = seq;
    try {
      const { markRead } = await this.#api.mutate(MarkReadDocument, {
        input: { sessionId: this.#sessionId, seq },
      });
      return markRead.__typename === 'Session' ? markRead : null;
    } catch {
      this.#sentSeq = 0;
      return null;
    }
  }
}
