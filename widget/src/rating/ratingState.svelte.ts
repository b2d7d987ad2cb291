import { RateSessionDocument } from '../gql/generated.ts';
import type { SessionSocket } from '../session/sessionSocket.ts';

/** How the visitor found a session that is over: the stars are sent as they are chosen, words when they are sent. */
export class RatingState {
  /** 0 before any are chosen. */
  stars = $state(0);
  comment = $state('');
  isSending = $state(false);
  isThanked = $state(false);
  isCommented = $state(false);
  /** The server did not take it, or was not reached. */
  hasFailed = $state(false);
  #operations: Pick<SessionSocket['operations'], 'execute'>;
  #sessionId: string;

  constructor(operations: Pick<SessionSocket['operations'], 'execute'>, sessionId: string) {
    this.#operations = operations;
    this.#sessionId = sessionId;
  }

  async choose(stars: number): Promise<void> {
    this.stars = stars;
    if (await this.#send(null)) this.isThanked = true;
  }

  async say(): Promise<void> {
    if (await this.#send(this.comment.trim())) this.isCommented = true;
  }

  /** Of stars that are chosen in a row the last ones count: an answer to earlier ones says nothing. */
  async #send(comment: string | null): Promise<boolean> {
    const rating = this.stars;
    this.isSending = true;
    const input = { sessionId: this.#sessionId, rating, comment };
    const answer = await this.#operations.execute(RateSessionDocument, { input }).catch(() => undefined);
    if (rating !== this.stars) return false;
    this.isSending = false;
    const isKept = answer?.rateSession.__typename === 'Session';
    this.hasFailed = !isKept;
    return isKept;
  }
}
