import { z } from 'zod';
import { Prisma } from '../../prisma/generated/client/client.ts';
import { ProgressStage } from '../../prisma/generated/client/enums.ts';
import { asAgent, hasPermission, type Actor } from '../core/actor.ts';
import type { Core } from '../core/core.ts';
import { InvalidInputError, NotAllowedError } from '../core/errors.ts';
import { checkInput, id } from '../core/input.ts';
import { visibleSessionsSql } from '../session/visibleSessionsSql.ts';

const shape = z.object({ from: z.date(), to: z.date(), siteId: id.nullish() });

/** How many visitors came as far as a step. */
export interface FunnelStep {
  stage: 'ENTERED' | 'FIRST_WORD' | ProgressStage;
  visitorsCount: number;
}

/**
 * How far the visitors came who entered within some time: how many entered, spoke, and have a tag that stands for each
 * step. Counts each visitor once, in the sessions that the agent may see.
 * @throws NotSignedInError, NotAllowedError, InvalidInputError
 */
export async function visitorFunnel(
  core: Core,
  actor: Actor,
  input: z.input<typeof shape>,
): Promise<FunnelStep[]> {
  const { from, to, siteId } = checkInput(shape, input);
  const agent = asAgent(actor);
  if (!hasPermission(agent, 'SEE_REPORTS')) throw new NotAllowedError();
  if (to <= from) throw new InvalidInputError([{ field: 'to', rule: 'OUT_OF_RANGE' }]);
  const onSite = siteId ? Prisma.sql`"siteId" = ${siteId}::uuid` : Prisma.sql`true`;
  const { text, values } = Prisma.sql`
    WITH came AS (
      SELECT "visitorId", bool_or("visitorSpokeAt" IS NOT NULL) AS "hasSpoken" FROM "Session"
      WHERE "startedAt" >= ${from}::timestamptz AND "startedAt" < ${to}::timestamptz
        AND ${onSite} AND ${visibleSessionsSql(agent)}
      GROUP BY "visitorId"
    )
    SELECT 'ENTERED' AS "stage", count(*)::int AS "visitorsCount" FROM came
    UNION ALL SELECT 'FIRST_WORD', count(*)::int FROM came WHERE "hasSpoken"
    UNION ALL (
      SELECT g."stage"::text, count(DISTINCT t."visitorId")::int
      FROM came JOIN "Tagging" t USING ("visitorId") JOIN "Tag" g ON g."id" = t."tagId"
      WHERE t."removedAt" IS NULL AND g."stage" IS NOT NULL GROUP BY g."stage"
    )`;
  const rows = await core.readReplica.query<FunnelStep>(text, values);
  const stages = ['ENTERED', 'FIRST_WORD', ...Object.values(ProgressStage)] as const;
  return stages.map((stage) => rows.find((row) => row.stage === stage) ?? { stage, visitorsCount: 0 });
}
