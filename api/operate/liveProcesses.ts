import type { BareDatabase } from '../core/bareDatabase.ts';

/** How many processes of the product work on a database now, by their leases. */
export async function liveProcesses({ query }: Pick<BareDatabase, 'query'>): Promise<number> {
  const [table] = await query<{ exists: boolean }>(
    `SELECT to_regclass('"ServerProcess"') IS NOT NULL AS "exists"`,
    [],
  );
  if (!table?.exists) return 0;
  const [row] = await query<{ count: number }>(
    `SELECT count(*)::int AS "count" FROM "ServerProcess" WHERE "leaseEndsAt" > clock_timestamp()`,
    [],
  );
  return row?.count ?? 0;
}
