import { Prisma } from '../../prisma/generated/client/client.ts';
import type { Core } from '../core/core.ts';
import { readRows } from './readRows.ts';

/** What more sessions hold than these is soon met among the newest; telling all of them would take longer. */
export const mostHeld = 1_000;

/**
 * Reads ids of what may hold the words of a search.
 * @param rows statement for rows of ids, any of them more than once
 * @returns each once; undefined when there are more than `most`
 */
export async function idsHeld(core: Core, rows: Prisma.Sql, most = mostHeld): Promise<string[] | undefined> {
  // As one text: an array takes far longer to read, and what are too many are not even sent.
  const [held] = await readRows<{ ids: string | null; count: number }>(
    core,
    Prisma.sql`SELECT CASE WHEN count(*) <= ${most} THEN string_agg("id"::text, ',') END AS "ids",
      count(*) AS "count" FROM (SELECT "id" FROM (${rows}) held ("id") LIMIT ${most + 1}) few`,
  );
  if (held?.count === 0) return [];
  return held?.ids ? [...new Set(held.ids.split(','))] : undefined;
}
