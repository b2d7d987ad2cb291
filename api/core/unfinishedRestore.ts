import type { Database } from './database.ts';

/** How a schema is called in which stands aside what a database held, while a backup is being put into it. */
export const underRestore = 'under_restore_';

/** A restore was begun and broken off: the database is neither what it was nor what it was to become. */
export class RestoreUnfinishedError extends Error {
  override readonly name = 'RestoreUnfinishedError';
  constructor() {
    super(
      'A restore into this database was broken off. Run it again: npm run restore -- FILE.tar.gz. What the database held ' +
        'before is kept, and put back first. Should a restore be running at this moment, wait for its end.',
    );
  }
}

/** The schemas of restores that were broken off, or are running. */
export async function unfinishedRestores(query: Database['query']): Promise<string[]> {
  const rows = await query<{ name: string }>(
    `SELECT nspname::text AS "name" FROM pg_namespace WHERE starts_with(nspname::text, $1::text) ORDER BY 1`,
    [underRestore],
  );
  return rows.map(({ name }) => name);
}

/** Lets nobody work with half a database. @throws RestoreUnfinishedError */
export async function assertNoUnfinishedRestore(query: Database['query']): Promise<void> {
  if ((await unfinishedRestores(query)).length > 0) throw new RestoreUnfinishedError();
}
