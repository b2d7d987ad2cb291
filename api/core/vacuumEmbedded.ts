import type { Core } from './core.ts';

/**
 * The tables of which enough has changed, by autovacuum's own rules for cleaning and for counting: so many rows, and such a part of
 * the table. Of what is only inserted into, a vacuum reads no more than what is new.
 */
const changedTables = `
  SELECT format('%I.%I', s."schemaname", s."relname") AS "name"
  FROM pg_stat_user_tables s JOIN pg_class c ON c."oid" = s."relid"
  WHERE s."n_dead_tup" > 50 + 0.2 * greatest(c."reltuples", 0)
    OR s."n_mod_since_analyze" > 50 + 0.1 * greatest(c."reltuples", 0)
  ORDER BY 1`;

/**
 * Does for an embedded database what autovacuum does on a server: without it the space of rows that were changed is never used
 * again, and statements stay planned for tables as small as they were at the start. One table at a time: whoever asks something
 * meanwhile waits for one of them at most.
 */
export async function vacuumEmbedded({ database }: Pick<Core, 'database'>): Promise<void> {
  if (database.kind !== 'embedded') return;
  const tables = await database.query<{ name: string }>(changedTables, []);
  for (const { name } of tables) await database.execute(`VACUUM (ANALYZE) ${name}`);
}
