import { Prisma, type Event } from '../../prisma/generated/client/client.ts';
import type { AgentActor } from '../core/actor.ts';
import type { Core } from '../core/core.ts';
import { InvalidInputError } from '../core/errors.ts';
import { eventColumns, visibleEventsSql } from './eventAccess.ts';
import { EventsExpiredError } from './eventErrors.ts';
import type { CheckedEventFilter } from './eventFilters.ts';

/** How many events one statement looks at: what is not wanted or not the reader's to see is passed over. */
const scanSize = 1_000;

/** Events in order. */
export interface EventPage {
  events: (Event & { number: bigint })[];
  /** Up to where was read: go on from here, also when there was nothing to see. */
  end: bigint;
  hasMore: boolean;
}

/** Between which numbers events are there. */
export async function eventBounds(core: Core): Promise<{ oldest: bigint; latest: bigint }> {
  const row = await core.database.prisma.eventNumbering.findUniqueOrThrow({ where: { id: 1 } });
  return { oldest: row.sweptUntil, latest: row.lastNumber };
}

/** @throws EventsExpiredError, InvalidInputError for a cursor that nobody was ever given */
export async function assertCursorIsKept(core: Core, after: bigint): Promise<void> {
  const { oldest, latest } = await eventBounds(core);
  if (after < oldest) throw new EventsExpiredError(String(oldest));
  if (after > latest) throw new InvalidInputError([{ field: 'after', rule: 'OUT_OF_RANGE' }]);
}

/**
 * The next events after a number that an agent may see by these rights: one statement, however many are passed over. Its
 * caller has numbered what is new.
 * @throws EventsExpiredError when some of them are not kept any more
 */
export async function eventPage(
  core: Core,
  actor: AgentActor,
  after: bigint,
  { types, siteId }: CheckedEventFilter,
  first: number,
): Promise<EventPage> {
  const wanted = Prisma.join(
    [
      visibleEventsSql(actor),
      ...(types?.length ? [Prisma.sql`e."type"::text = ANY (${types}::text[])`] : []),
      ...(siteId ? [Prisma.sql`e."siteId" = ${siteId}::uuid`] : []),
    ],
    ' AND ',
  );
  const rows = await core.database.prisma.$queryRaw<(Event & Scan)[]>`
    WITH scanned AS MATERIALIZED (
      SELECT * FROM "Event" WHERE "number" > ${after} ORDER BY "number" LIMIT ${scanSize}
    ), scan AS (
      SELECT max("number") AS "scannedEnd", count(*)::int AS "scannedCount",
        (SELECT "sweptUntil" FROM "EventNumbering") AS "sweptUntil" FROM scanned
    ), found AS (
      SELECT ${eventColumns} FROM scanned e WHERE ${wanted} ORDER BY e."number" LIMIT ${first}
    )
    SELECT * FROM scan LEFT JOIN found ON true ORDER BY "number"`;
  const [scan] = rows;
  // The statement sees one moment: what it did not find because it was swept, it knows to be swept.
  if (scan && after < scan.sweptUntil) throw new EventsExpiredError(String(scan.sweptUntil));
  const events = rows.filter((row): row is EventPage['events'][number] & Scan => row.number !== null);
  const last = events.at(-1);
  const scannedEnd = scan?.scannedEnd ?? after;
  if (last && events.length === first) {
    const hasMore = scannedEnd > last.number || scan?.scannedCount === scanSize;
    return { events, end: last.number, hasMore };
  }
  return { events, end: scannedEnd, hasMore: scan?.scannedCount === scanSize };
}

interface Scan {
  scannedEnd: bigint | null;
  scannedCount: number;
  sweptUntil: bigint;
}
