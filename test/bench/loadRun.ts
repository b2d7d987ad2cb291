import { monitorEventLoopDelay } from 'node:perf_hooks';
import { setTimeout as sleep } from 'node:timers/promises';
import type { DeliveryLedger } from './deliveryLedger.ts';
import { AGENTS, VISITOR, otherSide, type LoadDriver, type Side } from './driver.ts';
import { carriesText } from './frames.ts';
import { summarizeLatencies, type Latencies } from './latencies.ts';
import { pace } from './pacer.ts';
import type { ChatText } from './texts.ts';
import { waitUntil } from './waitUntil.ts';

export interface LoadPlan {
  /** Messages per second, evenly spaced. */
  rate: number;
  seconds: number;
  /** Sent before at the same rate, checked like all others, left out of the figures. */
  warmupSeconds: number;
  /** Give up when this many seconds of load are under way: for searching the limit. */
  abortBacklogSeconds?: number;
}

export interface LoadReport {
  rate: number;
  /** Messages scheduled in the measured window, and how many of them were refused with a typed error. */
  offered: number;
  refused: number;
  /** Messages sent in all, warm-up included. */
  sent: number;
  /** Deliveries within the measured window as a share of the messages scheduled in it. */
  goodput: number;
  /** From the scheduled moment until the other side had it, and until the sender had the answer. */
  delivery: Latencies;
  answer: Latencies;
  /** How late the generator was: from the scheduled moment until the frame was handed to the socket. */
  lateness: Latencies;
  loopDelayP99: number;
  /** CPU time of the generator as a share of a core. */
  generatorBusy: number;
  isAborted: boolean;
}

const DRAIN_TIMEOUT_MS = 60_000;
const LOOP_DELAY_RESOLUTION_MS = 10;

/** One run of load over sessions that are connected already, and the account of it. */
export class LoadRun {
  readonly #plan: LoadPlan;
  readonly #ledger: DeliveryLedger;
  readonly #firstIndex: number;
  readonly #scheduled: Float64Array;
  readonly #sent: Float64Array;
  readonly #answered: Float64Array;
  readonly #delivered: Float64Array;
  readonly #refusals = new Set<number>();

  constructor(plan: LoadPlan, ledger: DeliveryLedger) {
    this.#plan = plan;
    this.#ledger = ledger;
    this.#firstIndex = ledger.sentCount;
    const count = Math.round(plan.rate * (plan.seconds + plan.warmupSeconds));
    const times = () => new Float64Array(count).fill(Infinity);
    [this.#scheduled, this.#sent, this.#answered, this.#delivered] = [times(), times(), times(), times()];
  }

  noteAnswer(index: number, isRefusal: boolean): void {
    this.#answered[index - this.#firstIndex] = performance.now();
    if (isRefusal) this.#refusals.add(index - this.#firstIndex);
  }

  /** Only the delivery to the other side counts for latency; the text is checked on every stream. */
  noteDelivery(
    index: number,
    session: number,
    side: Side,
    frame: string,
    texts: ChatText[],
    sessions: number,
  ): void {
    const { author } = placeOf(index, sessions);
    if (side === otherSide(author)) this.#delivered[index - this.#firstIndex] = performance.now();
    if (!carriesText(frame, textOf(index, author, texts).wire)) {
      this.#ledger.note('garbled', `message ${index} in session ${session}`);
    }
  }

  async send(driver: LoadDriver, texts: ChatText[], sessions: number): Promise<LoadReport> {
    const { rate, abortBacklogSeconds = Infinity } = this.#plan;
    const loopDelay = monitorEventLoopDelay({ resolution: LOOP_DELAY_RESOLUTION_MS });
    const startAt = performance.now() + 100;
    const maxBacklog = Math.max(100, rate * abortBacklogSeconds);
    let isAborted = false;
    loopDelay.enable();
    const cpuBefore = process.cpuUsage();
    const sent = await pace(rate, this.#scheduled.length, startAt, (n, at) => {
      const { session, author } = placeOf(this.#firstIndex + n, sessions);
      const index = this.#ledger.sent(session, author);
      this.#scheduled[n] = at;
      this.#sent[n] = performance.now();
      driver.send(session, author, index, textOf(index, author, texts).json);
      isAborted = this.#ledger.outstanding > maxBacklog;
      return !isAborted;
    });
    loopDelay.disable();
    const { user, system } = process.cpuUsage(cpuBefore);
    const generatorBusy = (user + system) / 1000 / (performance.now() - startAt);
    await this.#drain();
    const loopDelayP99 = loopDelay.percentile(99) / 1e6 - LOOP_DELAY_RESOLUTION_MS;
    return {
      ...this.#report(startAt, sent),
      isAborted,
      generatorBusy,
      loopDelayP99: Math.max(0, loopDelayP99),
    };
  }

  /** Waits until everything has been answered and delivered; what has not by the time limit, the ledger tells. */
  async #drain(): Promise<void> {
    await waitUntil(() => this.#ledger.outstanding === 0, DRAIN_TIMEOUT_MS);
    // Time for what must not come: a second copy, an answer too many.
    await sleep(200);
  }

  #report(startAt: number, sent: number): Omit<LoadReport, 'isAborted' | 'generatorBusy' | 'loopDelayP99'> {
    const { rate, seconds, warmupSeconds } = this.#plan;
    const windowStart = startAt + warmupSeconds * 1000;
    const windowEnd = windowStart + seconds * 1000;
    const first = Math.min(Math.round(rate * warmupSeconds), sent);
    const since = (times: Float64Array) =>
      summarizeLatencies(times.slice(first, sent).map((at, n) => at - (this.#scheduled[first + n] ?? NaN)));
    const arrivals = this.#delivered.filter((at) => at >= windowStart && at < windowEnd).length;
    return {
      rate,
      offered: sent - first,
      sent,
      refused: [...this.#refusals].filter((n) => n >= first).length,
      goodput: arrivals / Math.round(rate * seconds),
      delivery: since(this.#delivered),
      answer: since(this.#answered),
      lateness: since(this.#sent),
    };
  }
}

/**
 * Who writes message `index`, and where. The load goes round the sessions, half of the messages from each side, and
 * every fourth message follows the one before into the same session, as people write: messages of one session must
 * be under way together, or nothing could ever arrive in the wrong order.
 */
function placeOf(index: number, sessions: number): { session: number; author: Side } {
  const turn = Math.floor((index * 3) / 4);
  return { session: turn % sessions, author: (turn + Math.floor(turn / sessions)) % 2 ? AGENTS : VISITOR };
}

/** How many messages it takes until each of the sessions has had its turn `turns` times. */
export const messagesForTurns = (sessions: number, turns: number) => Math.ceil((sessions * turns * 4) / 3);

function textOf(index: number, author: Side, texts: ChatText[]) {
  const pair = texts[(index >> 1) % texts.length];
  if (!pair) throw new Error('No texts to send');
  return author === VISITOR ? pair.question : pair.answer;
}
