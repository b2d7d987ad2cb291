import { Prisma } from '../../prisma/generated/client/client.ts';
import type { Core } from '../core/core.ts';

/** What more sessions hold than these is soon met among the newest; telling all of them would take longer. */
export const mostHeld = 2_000;

/**
 * Reads ids of what may hold the words of a search.
 * @param rows statement for rows of ids, any of them more than once
 * @returns each once; undefined when there are more than `most`
 */
export async function idsHeld(core: Core, rows: Prisma.Sql, most = mostHeld): Promise<string[] | undefined> {
  const { text, values } = Prisma.sql`SELECT COALESCE(array_agg("id"::text), '{}') AS "ids"
    FROM (SELECT "id" FROM (${rows}) held ("id") LIMIT ${most + 1}) few`;
  const [held] = await core.database.query<{ ids: string[] }>(text, values);
  return held && held.ids.length <= most ? [...new Set(held.ids)] : undefined;
}
