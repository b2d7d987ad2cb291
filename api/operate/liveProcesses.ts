import type { BareDatabase } from '../core/bareDatabase.ts';
import { hasTable } from '../core/hasTable.ts';

/** How many processes of the product work on a database now, by their leases. */
export async function liveProcesses({ query }: Pick<BareDatabase, 'query'>): Promise<number> {
  if (!(await hasTable(query, 'ServerProcess'))) return 0;
  const [row] = await query<{ count: number }>(
    `SELECT count(*)::int AS "count" FROM "ServerProcess" WHERE "leaseEndsAt" > clock_timestamp()`,
    [],
  );
  return row?.count ?? 0;
}
