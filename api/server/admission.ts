import type { IncomingMessage, ServerResponse } from 'node:http';
import { OverloadedError } from '../core/errors.ts';

/**
 * Lets in what can be done soon, and tells the rest to come again. More would not be done any sooner: it would only wait, each
 * longer than the one before, until nobody waits for the answers any more. Subscriptions are not counted: they are how clients
 * come back.
 */
export class Admission {
  readonly #mostRunning: number;
  #running = 0;
  #refusedCount = 0;

  /** @param mostRunning how many queries and mutations run at the same time */
  constructor(mostRunning: number) {
    this.#mostRunning = mostRunning;
  }

  /** How many run now. */
  get running(): number {
    return this.#running;
  }

  get refusedCount(): number {
    return this.#refusedCount;
  }

  /**
   * To be asked before anything is spent on an operation.
   * @returns what is to be called once it is done, whatever became of it @throws OverloadedError
   */
  enter(): () => void {
    if (this.#running >= this.#mostRunning) {
      this.#refusedCount += 1;
      throw new OverloadedError();
    }
    this.#running += 1;
    return () => {
      this.#running -= 1;
    };
  }
}

/** Whether a text holds a subscription, told without parsing it; what is mistaken for one is only not refused. */
export function isSubscription(text: string): boolean {
  return /(?:^|\n|})\s*subscription\b/.test(text);
}

/** Runs what answers a request, or answers it with 503. Streams of events are not counted. */
export async function answerIfRoom(
  admission: Admission,
  { headers }: IncomingMessage,
  response: ServerResponse,
  answer: () => Promise<void>,
): Promise<void> {
  if (headers.accept?.includes('text/event-stream')) return answer();
  let leave: () => void;
  try {
    leave = admission.enter();
  } catch (error) {
    if (!(error instanceof OverloadedError)) throw error;
    const { code, message, retryAfterSeconds } = error;
    response
      .writeHead(503, { 'content-type': 'application/json', 'retry-after': String(retryAfterSeconds) })
      .end(JSON.stringify({ errors: [{ message, extensions: { code, retryAfterSeconds } }] }));
    return;
  }
  await answer().finally(leave);
}
