import pLimit from 'p-limit';
import type { Core } from '../core/core.ts';
import { siteHours, type SiteHours } from '../site/siteHours.ts';
import { askScripts } from './askScripts.ts';

const batchSize = 100;
/** Asked at once: a crowd that enters does not keep the other sweeps waiting, and leaves connections for everything else. */
const width = 4;

/**
 * Has the scripts speak in the sessions in which they are due (SPEC 8, 引擎话术). All moments are in the database: a
 * restart forgets none.
 */
export async function sweepDueScripts(core: Core): Promise<void> {
  const turn = pLimit(width);
  const hours = new Map<string, Promise<SiteHours>>();
  for (;;) {
    const due = await core.database.query<{ id: string; siteId: string }>(
      `SELECT "id", "siteId" FROM "Session" WHERE "scriptDueAt" <= $1::timestamptz AND "endedAt" IS NULL
       ORDER BY "scriptDueAt" LIMIT ${batchSize}`,
      [core.clock.now()],
    );
    if (due.length === 0) return;
    // Not from memory: what is not said now, because a change was not heard of yet, would never be.
    const scripts = await core.database.prisma.script.findMany({ where: { isEnabled: true } });
    let failureCount = 0;
    const ask = async ({ id, siteId }: (typeof due)[number]) => {
      const known = hours.get(siteId) ?? siteHours(core, core.database.prisma, siteId);
      hours.set(siteId, known);
      await askScripts(core, id, scripts, await known);
    };
    const asked = due.map((session) =>
      turn(ask, session).catch((error: unknown) => {
        failureCount++;
        core.log.error({ err: error, sessionId: session.id }, 'the scripts could not be asked');
      }),
    );
    await Promise.all(asked);
    if (due.length < batchSize || failureCount > 0) return;
  }
}
