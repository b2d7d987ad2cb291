import type { IncomingMessage, ServerResponse } from 'node:http';
import { OverloadedError } from '../core/errors.ts';
import { answerTryLater } from './tryLater.ts';

/**
 * Lets in what can be done soon, and tells the rest to come again. More would not be done any sooner: it would only wait, each
 * longer than the one before, until nobody waits for the answers any more. Subscriptions are not counted: they are how clients
 * come back.
 */
export class Admission {
  readonly #mostRunning: number;
  readonly #onRefusal: () => void;
  #running = 0;

  /** @param mostRunning how many queries and mutations run at the same time */
  constructor(mostRunning: number, onRefusal: () => void = () => undefined) {
    this.#mostRunning = mostRunning;
    this.#onRefusal = onRefusal;
  }

  /** How many run now. */
  get running(): number {
    return this.#running;
  }

  /**
   * To be asked before an operation is begun.
   * @returns what is to be called once it is done, whatever became of it @throws OverloadedError
   */
  enter(): () => void {
    if (this.#running >= this.#mostRunning) {
      this.#onRefusal();
      throw new OverloadedError();
    }
    this.#running += 1;
    return () => {
      this.#running -= 1;
    };
  }
}

/** Whether a text holds a subscription, told without parsing it; what is mistaken for one is only not counted. */
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
    answerTryLater(headers, response, 503, error);
    return;
  }
  await answer().finally(leave);
}
