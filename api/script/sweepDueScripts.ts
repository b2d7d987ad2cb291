import type { Core } from '../core/core.ts';
import { askScripts } from './askScripts.ts';

const batchSize = 100;

/**
 * Has the scripts speak in the sessions in which they are due (SPEC 8, 引擎话术). All moments are in the database: a
 * restart forgets none.
 */
export async function sweepDueScripts(core: Core): Promise<void> {
  for (;;) {
    const due = await core.database.query<{ id: string }>(
      `SELECT "id" FROM "Session" WHERE "scriptDueAt" <= $1::timestamptz AND "endedAt" IS NULL
       ORDER BY "scriptDueAt" LIMIT ${batchSize}`,
      [core.clock.now()],
    );
    let failureCount = 0;
    for (const { id } of due) {
      await askScripts(core, id).catch((error: unknown) => {
        failureCount++;
        core.log.error({ err: error, sessionId: id }, 'the scripts could not be asked');
      });
    }
    if (due.length < batchSize || failureCount > 0) return;
  }
}
