import type { BareConnection } from '../../core/bareDatabase.ts';
import { literal, quoted } from '../../core/copying.ts';
import { makeMessageMonth } from '../../message/makeMessageMonth.ts';
import { messageMonths } from '../../message/messageMonths.ts';
import { ArchiveUnusableError } from './archiveEntries.ts';
import type { TablePart } from './readTables.ts';
import type { TableFacts } from './tableFacts.ts';

interface ForeignKey {
  table: string;
  name: string;
  definition: string;
}

/**
 * Fills the tables of a database that has the same migrations, in one transaction; what they held, such as what migrations
 * put there, goes. Foreign keys are taken away meanwhile and made anew, which checks them: there is no order of the tables
 * in which they would always hold.
 * @returns how many rows each table then has
 */
export async function loadTables(
  connection: BareConnection,
  { tables, messageMonths: months, sequences }: TableFacts,
  parts: AsyncIterable<TablePart>,
): Promise<Record<string, number>> {
  const columnsOf = new Map(tables.map(({ table, columns }) => [table, columns]));
  const names = tables.map(({ table }) => quoted(table));
  const keys = await foreignKeys(connection);
  for (const { table, name } of keys) await connection.run(`ALTER TABLE ${table} DROP CONSTRAINT ${name}`);
  await setTriggers(connection, 'DISABLE');
  await connection.run(`TRUNCATE ${names.join(', ')}`);
  await makeMonths(connection, months);
  for await (const { table, lines } of parts) {
    const columns = columnsOf.get(table);
    if (!columns) throw new ArchiveUnusableError(`It holds rows of ${table}, which it does not name.`);
    await connection.copyIn({ table, columns }, lines);
  }
  for (const [name, last] of Object.entries(sequences))
    await connection.query(`SELECT setval(${literal(quoted(name))}::regclass, $1::text::bigint)`, [last]);
  for (const { table, name, definition } of keys)
    await connection.run(`ALTER TABLE ${table} ADD CONSTRAINT ${name} ${definition}`);
  await setTriggers(connection, 'ENABLE');
  return countRows(connection, tables);
}

/** How many rows tables have. */
export async function countRows(
  { query }: Pick<BareConnection, 'query'>,
  tables: readonly { table: string }[],
): Promise<Record<string, number>> {
  const counts: Record<string, number> = {};
  for (const { table } of tables) {
    const [row] = await query<{ count: number }>(
      `SELECT count(*)::float8 AS "count" FROM ${quoted(table)}`,
      [],
    );
    counts[table] = row?.count ?? 0;
  }
  return counts;
}

/** Those of the product, the ones that partitions inherit not counted. */
function foreignKeys({ query }: BareConnection): Promise<ForeignKey[]> {
  return query<ForeignKey>(
    `SELECT k.conrelid::regclass::text AS "table", quote_ident(k.conname) AS "name", pg_get_constraintdef(k.oid) AS "definition"
     FROM pg_constraint k JOIN pg_namespace n ON n.oid = k.connamespace
     WHERE n.nspname = current_schema() AND k.contype = 'f' AND k.conparentid = 0 ORDER BY 1, 2`,
    [],
  );
}

/** The product's own triggers guard what people do, and there are none of these here. */
async function setTriggers({ query, run }: BareConnection, state: 'DISABLE' | 'ENABLE'): Promise<void> {
  const tables = await query<{ table: string }>(
    `SELECT DISTINCT t.tgrelid::regclass::text AS "table" FROM pg_trigger t JOIN pg_class c ON c.oid = t.tgrelid
     JOIN pg_namespace n ON n.oid = c.relnamespace
     WHERE n.nspname = current_schema() AND NOT t.tgisinternal AND t.tgparentid = 0`,
    [],
  );
  for (const { table } of tables) await run(`ALTER TABLE ${table} ${state} TRIGGER USER`);
}

/** The partitions that the messages had; later ones the product makes by itself. */
async function makeMonths(connection: BareConnection, months: readonly string[]): Promise<void> {
  if (months.length === 0) return;
  const present = new Set((await messageMonths(connection.query)).map((month) => month.toISOString()));
  for (const month of months) {
    if (!present.has(month)) await makeMessageMonth(connection.run, new Date(month));
  }
}
