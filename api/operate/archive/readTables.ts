import type { BareConnection, TableColumns } from '../../core/bareDatabase.ts';
import { quoted } from '../../core/copying.ts';
import { cutLines, lineCount } from './archiveRules.ts';

/** A table with the tables in which its rows lie: itself, or its partitions. */
export interface ProductTable extends TableColumns {
  storages: readonly string[];
}

/** A piece of a table: whole lines, as COPY writes them. */
export interface TablePart {
  table: string;
  lines: Buffer;
  rowCount: number;
}

/** How large a piece is, unless a single row is larger. */
const partBytes = 4 * 1024 * 1024;

const statement = `
SELECT c.relname::text AS "table",
  ARRAY(SELECT a.attname::text FROM pg_attribute a
    WHERE a.attrelid = c.oid AND a.attnum > 0 AND NOT a.attisdropped AND a.attgenerated = '' ORDER BY a.attnum) AS "columns",
  CASE WHEN c.relkind = 'p' THEN ARRAY(SELECT p.relname::text FROM pg_inherits i JOIN pg_class p ON p.oid = i.inhrelid
    WHERE i.inhparent = c.oid ORDER BY p.relname) ELSE ARRAY[c.relname::text] END AS "storages"
FROM pg_class c JOIN pg_namespace n ON n.oid = c.relnamespace
WHERE n.nspname = current_schema() AND c.relkind IN ('r', 'p') AND NOT c.relispartition AND c.relname <> '_prisma_migrations'
ORDER BY c.relname`;

/** The product's tables; how far it is migrated is not among them. */
export function productTables(connection: Pick<BareConnection, 'query'>): Promise<ProductTable[]> {
  return connection.query<ProductTable>(statement, []);
}

/** The last number that each sequence has given. */
export async function lastNumbers(connection: BareConnection): Promise<Record<string, string>> {
  const rows = await connection.query<{ name: string; last: string }>(
    `SELECT sequencename::text AS "name", last_value::text AS "last" FROM pg_sequences
     WHERE schemaname = current_schema() AND last_value IS NOT NULL`,
    [],
  );
  return Object.fromEntries(rows.map(({ name, last }) => [name, last]));
}

/** Keeps the tables from being changed or dropped until the transaction ends; their rows may be. */
export async function holdTables(connection: BareConnection, tables: readonly ProductTable[]): Promise<void> {
  if (tables.length === 0) return;
  await connection.run(
    `LOCK TABLE ${tables.map(({ table }) => quoted(table)).join(', ')} IN ACCESS SHARE MODE`,
  );
}

/** All rows of all tables, piece by piece. */
export async function* readTables(
  connection: BareConnection,
  tables: readonly ProductTable[],
): AsyncGenerator<TablePart> {
  for (const { table, columns, storages } of tables) {
    for (const storage of storages) {
      for await (const lines of inParts(connection.copyOut({ table: storage, columns })))
        yield { table, lines, rowCount: lineCount(lines) };
    }
  }
}

async function* inParts(chunks: AsyncIterable<Uint8Array>): AsyncGenerator<Buffer> {
  let waiting: Uint8Array[] = [];
  let size = 0;
  for await (const chunk of chunks) {
    waiting.push(chunk);
    size += chunk.length;
    if (size < partBytes) continue;
    const [whole, rest] = cutLines(Buffer.concat(waiting));
    if (whole.length > 0) yield whole;
    waiting = [rest];
    size = rest.length;
  }
  const left = Buffer.concat(waiting);
  if (left.length > 0) yield left;
}
