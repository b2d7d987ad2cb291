import type { Core } from '../core/core.ts';
import type { Pubsub } from '../core/pubsub.ts';

/** Numbered in one statement. */
const batchSize = 5_000;

// Why readers who remember the last number miss nothing, and see the events of a session in order:
// 1. A position is drawn while the session's row is locked (`logEvents`), and that lock is held until the commit. So of
//    two events of a session, the one with the lower position was committed before the other was written, and whoever
//    sees the later one sees the earlier one too: they are numbered in order, together or one after the other.
// 2. Numbers are given under the lock of the one row of "EventNumbering", which is held until the commit as well. So
//    numbers appear in their order: when number n is there, all below it are, or will never be.
// 3. What commits late, however late, has no number yet and is found by the next numbering.
// Two numberings at once: the second one waits for the row, and its list may name what the first one has numbered
// meanwhile. Those rows fail the condition when they are looked at again; some numbers are then nobody's.
const statement = `
WITH pending AS MATERIALIZED (
  SELECT "position", row_number() OVER (ORDER BY "position") AS "place"
  FROM (SELECT "position" FROM "Event" WHERE "number" IS NULL ORDER BY "position" LIMIT ${batchSize}) unnumbered
), counted AS (
  UPDATE "EventNumbering" SET "lastNumber" = "lastNumber" + (SELECT count(*) FROM pending)
  WHERE EXISTS (SELECT 1 FROM pending)
  RETURNING "lastNumber" - (SELECT count(*) FROM pending) AS "before"
)
UPDATE "Event" e SET "number" = counted."before" + pending."place"
FROM counted, pending WHERE e."position" = pending."position" AND e."number" IS NULL
RETURNING e."position"`;

/** What runs in a process, and what begins when it is over; by what every copy of its core shares. */
const running = new WeakMap<Pubsub, { now: Promise<void>; next?: Promise<void> | undefined }>();

/**
 * Numbers the events that were committed until now: readers see them from then on. Whoever reads calls it first, so that
 * writing costs nothing. Calls at the same time share one statement.
 */
export function numberEvents(core: Core): Promise<void> {
  const turn = running.get(core.pubsub);
  if (!turn) {
    const now = number(core).finally(() => running.delete(core.pubsub));
    running.set(core.pubsub, { now });
    return now;
  }
  // What runs may have looked before the caller's events were there.
  turn.next ??= turn.now.catch(() => undefined).then(() => numberEvents(core));
  return turn.next;
}

async function number(core: Core): Promise<void> {
  for (;;) {
    const numbered = await core.database.query(statement, []);
    if (numbered.length < batchSize) return;
  }
}
