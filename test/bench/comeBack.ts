import type { DeliveryLedger } from './deliveryLedger.ts';
import { VISITOR, type LoadDriver } from './driver.ts';
import type { Duration } from './loadGenerator.ts';
import { waitUntil } from './waitUntil.ts';

interface Return {
  /** How many come back. */
  clients: number;
  /** The first so many of them have missed something: each so many messages. */
  talkers: number;
  missed: number;
}

const timeoutMs = 120_000;

/**
 * Has clients come back whose server was started anew: connect, say who they are, subscribe and get what they missed, which
 * `caughtUp` counts.
 */
export async function comeBack(
  { clients, talkers, missed }: Return,
  driver: LoadDriver,
  ledger: DeliveryLedger,
  caughtUp: () => number,
): Promise<Duration> {
  let expected = 0;
  for (let session = 0; driver.streamsCarryOwn && session < talkers; session++) {
    const lastSeq = ledger.lastSeq(session, VISITOR);
    driver.resumeAfter(session, Math.max(0, lastSeq - missed));
    expected += Math.min(missed, lastSeq);
  }
  const startedAt = performance.now();
  await driver.connectVisitors(0, clients);
  await waitUntil(() => caughtUp() >= expected, timeoutMs);
  if (caughtUp() < expected) throw new Error(`Caught up with ${caughtUp()} of ${expected} messages`);
  return { seconds: (performance.now() - startedAt) / 1000 };
}
