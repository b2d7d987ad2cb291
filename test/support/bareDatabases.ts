import { bareEmbedded } from '../../api/core/bareEmbeddedDatabase.ts';
import { openBareDatabase, type BareDatabase } from '../../api/core/bareDatabase.ts';
import { quoted } from '../../api/core/copying.ts';
import type { Database } from '../../api/core/database.ts';
import { productTables } from '../../api/operate/archive/readTables.ts';
import { freshDatabase, freshDatabaseUrl } from './freshDatabase.ts';

const silent = { info() {}, warn() {} };

/** A database as it stands, of some kind: with all migrations, or with nothing in it. */
export async function bareDatabase(kind: Database['kind'], migrated: boolean): Promise<BareDatabase> {
  if (kind === 'server')
    return openBareDatabase({ databaseUrl: await freshDatabaseUrl({ migrated }), dataDir: 'memory://' });
  if (!migrated) return openBareDatabase({ databaseUrl: undefined, dataDir: 'memory://' });
  const database = await freshDatabase('embedded');
  if (!database.pglite) throw new Error('It is not embedded.');
  return { ...(await bareEmbedded(database.pglite, silent)), close: () => database.close() };
}

/** A checksum of the rows of each table, whatever order they are in. */
export async function contentsOf(database: BareDatabase): Promise<Record<string, string>> {
  const contents: Record<string, string> = {};
  for (const { table, columns } of await productTables(database)) {
    const row = columns.map((column) => `${quoted(column)}::text`).join(', ');
    const [sum] = await database.query<{ sum: string | null }>(
      `SELECT count(*)::text || ' ' || md5(string_agg(r, '|' ORDER BY r)) AS "sum"
       FROM (SELECT ROW(${row})::text COLLATE "C" AS r FROM ${quoted(table)}) AS rows`,
      [],
    );
    contents[table] = sum?.sum ?? 'none';
  }
  return contents;
}
