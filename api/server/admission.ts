import type { IncomingMessage, ServerResponse } from 'node:http';
import { OverloadedError } from '../core/errors.ts';
import { answerTryLater } from './tryLater.ts';

/** The part of all that run which may be of one connection. */
const shareOfOne = 0.2;
/** Longer than this nobody waits for their turn. */
const patienceMs = 1_000;

/**
 * Lets in what can be done soon, and tells the rest to come again. More would not be done any sooner: it would only wait, each
 * longer than the one before, until nobody waits for the answers any more. Of what comes while all is taken, each person may
 * have one wait for its turn, in the order of coming: who asks most often is not served most. Subscriptions are not counted:
 * they are how clients come back.
 */
export class Admission {
  readonly #mostRunning: number;
  readonly #mostWaiting: number;
  readonly #onRefusal: () => void;
  #running = 0;
  /** What gives a place to the one that each person has waiting, in the order of coming. */
  readonly #waiting = new Map<string, () => void>();
  /** How many run now of each connection. */
  readonly #held = new WeakMap<object, number>();

  /** @param mostRunning how many queries and mutations run at the same time; half as many people may wait */
  constructor(mostRunning: number, onRefusal: () => void = () => undefined) {
    this.#mostRunning = mostRunning;
    this.#mostWaiting = Math.ceil(mostRunning / 2);
    this.#onRefusal = onRefusal;
  }

  /** How many run now. */
  get running(): number {
    return this.#running;
  }

  /**
   * To be asked before an operation is begun.
   * @param person whose it is
   * @param holder the connection over which it comes: no single one takes the places of all others
   * @returns what is to be called once it is done, whatever became of it @throws OverloadedError
   */
  async enter(person: string, holder: object = {}): Promise<() => void> {
    if ((this.#held.get(holder) ?? 0) >= Math.max(1, this.#mostRunning * shareOfOne)) this.#refuse();
    if (this.#running < this.#mostRunning) this.#running += 1;
    else if (this.#waiting.has(person) || this.#waiting.size >= this.#mostWaiting) this.#refuse();
    else if (!(await this.#turn(person))) this.#refuse();
    this.#hold(holder, 1);
    return () => {
      this.#hold(holder, -1);
      this.#leave();
    };
  }

  #hold(holder: object, by: 1 | -1): void {
    this.#held.set(holder, (this.#held.get(holder) ?? 0) + by);
  }

  /** Waits for somebody's place. @returns whether it was given */
  #turn(person: string): Promise<boolean> {
    return new Promise((resolve) => {
      const end = (isTurn: boolean) => () => {
        clearTimeout(timer);
        this.#waiting.delete(person);
        resolve(isTurn);
      };
      const timer = setTimeout(end(false), patienceMs);
      this.#waiting.set(person, end(true));
    });
  }

  /** Gives the place to who waits longest: nobody who comes in between takes it. */
  #leave(): void {
    const [next] = this.#waiting.values();
    if (next) next();
    else this.#running -= 1;
  }

  #refuse(): never {
    this.#onRefusal();
    throw new OverloadedError();
  }
}

/** Whether a text holds a subscription, told without parsing it; what is mistaken for one is only not counted. */
export function isSubscription(text: string): boolean {
  return /(?:^|\n|})\s*subscription\b/.test(text);
}

/** Whether a request is for a stream of server-sent events. */
export function wantsEvents({ headers }: IncomingMessage): boolean {
  return headers.accept?.includes('text/event-stream') ?? false;
}

/** Runs what answers a request, or answers it with 503. Streams of events are not counted. */
export async function answerIfRoom(
  admission: Admission,
  request: IncomingMessage,
  person: string,
  response: ServerResponse,
  answer: () => Promise<void>,
): Promise<void> {
  if (wantsEvents(request)) return answer();
  let leave: () => void;
  try {
    leave = await admission.enter(person);
  } catch (error) {
    if (!(error instanceof OverloadedError)) throw error;
    answerTryLater(request.headers, response, 503, error);
    return;
  }
  await answer().finally(leave);
}
