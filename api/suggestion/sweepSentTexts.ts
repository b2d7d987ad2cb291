import type { Core } from '../core/core.ts';

/** Of an agent's texts so many are kept, the latest. */
const maxTexts = 5_000;

/** Forgets what is beyond what is kept of each agent. */
export async function sweepSentTexts(core: Core): Promise<void> {
  await core.database.query(
    `DELETE FROM "SentText" s USING (
      SELECT "agentId", (array_agg("lastSentAt" ORDER BY "lastSentAt" DESC))[${maxTexts}] AS "oldest"
      FROM "SentText" GROUP BY "agentId" HAVING count(*) > ${maxTexts}
    ) kept WHERE s."agentId" = kept."agentId" AND s."lastSentAt" < kept."oldest"`,
    [],
  );
}
