import type { Event, Prisma } from '../../prisma/generated/client/client.ts';
import type { Core } from '../core/core.ts';
import type { Transaction } from '../core/transaction.ts';

type Subject = Pick<Event, 'siteId' | 'visitorId'>;

/** What happened, as it is written down. */
export type NewEvent = Subject &
  Pick<Prisma.EventCreateManyInput, 'type'> &
  Partial<Omit<Event, keyof Subject>>;

/**
 * Writes down that something happened, in the transaction of its cause: neither is ever there without the other.
 * The caller holds the row of the session, or of the visitor where there is none: this is what puts the events of one
 * session in order. The statements that are done most have the same in SQL (`appendMessage`, `giveSession`, `keepWaiting`).
 */
export async function logEvents(
  core: Core,
  transaction: Transaction,
  ...events: readonly NewEvent[]
): Promise<void> {
  if (events.length === 0) return;
  const at = core.clock.now();
  await transaction.event.createMany({ data: events.map((event) => ({ at, kinds: [], ...event })) });
}
