import { quoted } from './copying.ts';
import type { Database } from './database.ts';

/** Whether a database has a table: one that is empty, or of an older version, may not. */
export async function hasTable(query: Database['query'], table: string): Promise<boolean> {
  const [row] = await query<{ isThere: boolean }>(`SELECT to_regclass($1::text) IS NOT NULL AS "isThere"`, [
    quoted(table),
  ]);
  return row?.isThere === true;
}
