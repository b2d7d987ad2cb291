import type { OpenStream } from '#lib/connection/eventSocket.ts';
import { ConditionDocument } from '#lib/gql/generated.ts';

/** What the server says of the service as a whole. */
export class ConditionState {
  /** Whether the servers hear of each other at once; else what others do may come late. */
  reachesOthers = $state(true);
  readonly #openStream: OpenStream;

  constructor(openStream: OpenStream) {
    this.#openStream = openStream;
  }

  /** @returns what ends it */
  start(): () => void {
    return this.#openStream(ConditionDocument, () => ({}), {
      next: ({ condition }) => {
        this.reachesOthers = condition.reachesOthers;
      },
      // A server that does not tell is not in a bad condition for that.
      failed: () => {
        this.reachesOthers = true;
      },
    });
  }
}
