import type { Core } from '../core/core.ts';
import { getSettings } from '../setting/settings.ts';
import { numberEvents } from './numberEvents.ts';

/** Deleted in one turn: the sweeps that keep time must not wait for it. */
const perTurn = 10_000;

/**
 * Deletes the oldest events once they have been kept for as many days as the organisation says, and keeps in mind how far:
 * a reader whose cursor is older is told (`EventsExpiredError`).
 */
export async function sweepEvents(core: Core): Promise<void> {
  const { eventRetentionDays } = await getSettings(core);
  const before = new Date(core.clock.now().getTime() - eventRetentionDays * 86_400_000);
  await numberEvents(core);
  await core.database.query(
    `WITH oldest AS (
      SELECT "number", "at" FROM "Event" WHERE "number" IS NOT NULL ORDER BY "number" LIMIT ${perTurn}
    ), kept AS (
      UPDATE "EventNumbering" SET "sweptUntil" = GREATEST("sweptUntil", (
        SELECT max("number") FROM oldest WHERE "at" < $1::timestamptz
      ))
      WHERE EXISTS (SELECT 1 FROM oldest WHERE "at" < $1::timestamptz)
      RETURNING "sweptUntil"
    )
    DELETE FROM "Event" USING kept WHERE "number" <= kept."sweptUntil"`,
    [before],
  );
}
