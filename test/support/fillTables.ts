import { randomInt, randomUUID } from 'node:crypto';
import { uuidv7 } from 'uuidv7';
import type { BareConnection } from '../../api/core/bareDatabase.ts';
import { quoted } from '../../api/core/copying.ts';

interface Column {
  name: string;
  type: string;
  /** The first value of an enumeration, or of an array's. */
  label: string | null;
  /** In characters; null where there is no limit. */
  width: number | null;
  isRequired: boolean;
  isNumbered: boolean;
}

interface Reference {
  columns: string[];
  target: string;
  targetColumns: string[];
}

interface Table {
  name: string;
  columns: Column[];
  references: Reference[];
}

const columnsStatement = `
SELECT c.relname::text AS "table", a.attname::text AS "name", format_type(a.atttypid, NULL) AS "type",
  (SELECT e.enumlabel::text FROM pg_enum e WHERE e.enumtypid IN (t.oid, t.typelem) ORDER BY e.enumsortorder LIMIT 1) AS "label",
  CASE WHEN a.atttypmod > 4 THEN a.atttypmod - 4 END AS "width", a.attnotnull AS "isRequired",
  COALESCE(pg_get_expr(d.adbin, d.adrelid) LIKE 'nextval%', false) AS "isNumbered"
FROM pg_class c JOIN pg_attribute a ON a.attrelid = c.oid JOIN pg_type t ON t.oid = a.atttypid
LEFT JOIN pg_attrdef d ON d.adrelid = c.oid AND d.adnum = a.attnum
WHERE c.relnamespace = (SELECT oid FROM pg_namespace WHERE nspname = current_schema()) AND c.relkind IN ('r', 'p')
  AND NOT c.relispartition AND a.attnum > 0 AND NOT a.attisdropped AND a.attgenerated = '' AND c.relname <> '_prisma_migrations'
ORDER BY c.relname, a.attnum`;

const referencesStatement = `
SELECT k.conrelid::regclass::text AS "table", k.confrelid::regclass::text AS "target",
  ARRAY(SELECT attname::text FROM unnest(k.conkey) WITH ORDINALITY u(n, i) JOIN pg_attribute ON attrelid = k.conrelid AND attnum = n ORDER BY i) AS "columns",
  ARRAY(SELECT attname::text FROM unnest(k.confkey) WITH ORDINALITY u(n, i) JOIN pg_attribute ON attrelid = k.confrelid AND attnum = n ORDER BY i) AS "targetColumns"
FROM pg_constraint k WHERE k.contype = 'f' AND k.conparentid = 0
  AND k.connamespace = (SELECT oid FROM pg_namespace WHERE nspname = current_schema())`;

/** What COPY, JSON and SQL each write in a way of their own. */
const trickyText = '渡口\t\\N \\.\n\r\'"{},👋';

/** Puts two new rows into every table, whatever its columns are: one with all that it can hold, one with what it must. */
export async function fillTables(connection: Pick<BareConnection, 'query'>): Promise<void> {
  const left = await tablesOf(connection);
  const done = new Set<string>();
  while (left.length > 0) {
    const next = left.findIndex((table) => needs(table).every((target) => done.has(target)));
    const [table] = left.splice(next, 1);
    if (next < 0 || !table) throw new Error('The tables need each other.');
    for (const isFull of [true, false]) await addRow(connection, table, isFull, done);
    done.add(table.name);
  }
}

async function tablesOf({ query }: Pick<BareConnection, 'query'>): Promise<Table[]> {
  const columns = await query<Column & { table: string }>(columnsStatement, []);
  const references = await query<Reference & { table: string }>(referencesStatement, []);
  return [...new Set(columns.map(({ table }) => table))].map((name) => ({
    name,
    columns: columns.filter(({ table }) => table === name),
    references: references.filter(({ table }) => table === quoted(name) || table === name),
  }));
}

const targetOf = ({ target }: Reference) => target.replaceAll('"', '');
const isRequired = ({ columns }: Table, reference: Reference) =>
  columns.some((column) => column.isRequired && reference.columns.includes(column.name));

function needs(table: Table): string[] {
  return table.references.filter((one) => isRequired(table, one)).map(targetOf);
}

async function addRow(
  { query }: Pick<BareConnection, 'query'>,
  table: Table,
  isFull: boolean,
  done: ReadonlySet<string>,
): Promise<void> {
  const values = new Map<string, unknown>();
  for (const reference of table.references) {
    for (const column of reference.columns) values.set(column, null);
    if (!done.has(targetOf(reference)) || !(isFull || isRequired(table, reference))) continue;
    // The last two rows there are those of this turn: each is referred to once, so that unique keys hold.
    const [row] = await query<Record<string, unknown>>(
      `SELECT ${reference.targetColumns.map((name) => `${quoted(name)}::text`).join(', ')} FROM ${quoted(targetOf(reference))}
       ORDER BY ctid DESC LIMIT 1 OFFSET $1::int`,
      [isFull ? 1 : 0],
    );
    reference.columns.forEach((column, i) =>
      values.set(column, row?.[reference.targetColumns[i] ?? ''] ?? null),
    );
  }
  for (const column of table.columns) {
    if (values.has(column.name) || column.isNumbered || !(isFull || column.isRequired)) continue;
    const known = asTheProductWrites[`${table.name}.${column.name}`];
    values.set(column.name, known?.() ?? valueOf(column));
  }
  const names = [...values.keys()];
  const places = names.map((name, i) => {
    const { type = 'text' } = table.columns.find((column) => column.name === name) ?? {};
    return `$${i + 1}::text::${type === 'character' ? 'bpchar' : type}`;
  });
  await query(
    `INSERT INTO ${quoted(table.name)} (${names.map(quoted).join(', ')}) VALUES (${places.join(', ')}) ON CONFLICT DO NOTHING`,
    [...values.values()],
  );
}

/** What versions of the product have always written, and migrations build upon. */
const asTheProductWrites: Record<string, () => string> = {
  'Visitor.nickname': () => String(randomInt(10_000_000, 100_000_000)),
};

function valueOf({ type, label, width }: Column): string {
  if (type.endsWith('[]'))
    return label === null ? (type === 'uuid[]' ? `{${randomUUID()}}` : '{"a,b",x}') : `{${label}}`;
  if (label !== null) return label;
  if (type === 'uuid') return uuidv7();
  if (type === 'boolean') return 'true';
  if (type === 'jsonb') return JSON.stringify([{ text: trickyText }]);
  if (type.startsWith('timestamp')) return '2026-11-20T08:09:10.123Z';
  if (/^(integer|bigint|smallint)$/.test(type)) return String(randomInt(1, 30_000));
  if (type === 'bytea') return '\\x00ff';
  const unique = randomUUID().slice(0, 7);
  return width === null || width > unique.length + trickyText.length
    ? unique + trickyText
    : unique.slice(0, width);
}
