import type { Core } from '../core/core.ts';

/**
 * Moves the last moments of all live sessions so that the newest of them is now, when the clock was set: by the moments that are
 * stored nobody can tell any more how long it was quiet, and all would be idle at once, or none. Their order stays.
 */
export async function renewIdleLimit(core: Core): Promise<void> {
  await core.database.query(
    `UPDATE "Session" s SET "activeAt" = s."activeAt" + ($1::timestamptz - newest."at")
     FROM (SELECT max("activeAt") AS "at" FROM "Session" WHERE "endedAt" IS NULL) newest
     WHERE s."endedAt" IS NULL`,
    [core.clock.now()],
  );
}
