import type { DeliveryLedger } from './deliveryLedger.ts';
import { AGENTS, VISITOR, type LoadDriver } from './driver.ts';
import { summarizeLatencies, type Latencies } from './latencies.ts';
import { pace } from './pacer.ts';
import type { ChatText } from './texts.ts';
import { waitUntil } from './waitUntil.ts';

export interface FanOutPlan {
  /** In which session. */
  session: number;
  /** Agents who all follow it, beside whoever follows it anyway. */
  watchers: number;
  /** Messages that its visitor writes, and how many of them in a second. */
  messages: number;
  rate: number;
}

const timeoutMs = 30_000;

/** Has many follow one session. @returns how long after each message was due the last of them had it */
export async function fanOut(
  { session, watchers, messages, rate }: FanOutPlan,
  driver: LoadDriver,
  ledger: DeliveryLedger,
  texts: ChatText[],
): Promise<Latencies> {
  const due = new Map<number, number>();
  const arrivals = new Map<number, number>();
  const last: number[] = [];
  driver.resumeAfter(session, ledger.lastSeq(session, AGENTS));
  await driver.watch(session, watchers, (index) => {
    const count = (arrivals.get(index) ?? 0) + 1;
    arrivals.set(index, count);
    if (count === watchers) last.push(performance.now() - (due.get(index) ?? NaN));
  });
  await pace(rate, messages, performance.now() + 100, (n, at) => {
    const index = ledger.sent(session, VISITOR);
    due.set(index, at);
    driver.send(session, VISITOR, index, texts[n % texts.length]?.question.json ?? '""');
    return true;
  });
  await waitUntil(() => last.length === messages && ledger.outstanding === 0, timeoutMs);
  return summarizeLatencies(Float64Array.from({ length: messages }, (_, n) => last[n] ?? Infinity));
}
