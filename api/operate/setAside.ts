import type { BareConnection } from '../core/bareDatabase.ts';
import { quoted } from '../core/copying.ts';

/** How a schema, and what is in it, is named. */
interface Thing {
  /** As ALTER and DROP call it: TABLE, TYPE, FUNCTION, SEQUENCE. */
  kind: string;
  name: string;
}

// What extensions brought is not ours. Partitions move one by one, but go with their table; so do the sequences of columns.
const statement = `
WITH here AS (SELECT oid FROM pg_namespace WHERE nspname = $1::text)
SELECT 'TABLE' AS "kind", c.oid::regclass::text AS "name", 1 AS "turn" FROM pg_class c, here
  WHERE c.relnamespace = here.oid AND c.relkind IN ('r', 'p')
  AND NOT EXISTS (SELECT 1 FROM pg_depend d WHERE d.classid = 'pg_class'::regclass AND d.objid = c.oid AND d.deptype = 'e')
UNION ALL SELECT 'TYPE', t.oid::regtype::text, 2 FROM pg_type t, here
  WHERE t.typnamespace = here.oid AND t.typtype = 'e'
  AND NOT EXISTS (SELECT 1 FROM pg_depend d WHERE d.classid = 'pg_type'::regclass AND d.objid = t.oid AND d.deptype = 'e')
UNION ALL SELECT 'FUNCTION', p.oid::regprocedure::text, 3 FROM pg_proc p, here
  WHERE p.pronamespace = here.oid AND p.prokind = 'f'
  AND NOT EXISTS (SELECT 1 FROM pg_depend d WHERE d.classid = 'pg_proc'::regclass AND d.objid = p.oid AND d.deptype = 'e')
ORDER BY "turn", "name"`;

function thingsIn({ query }: BareConnection, schema: string): Promise<Thing[]> {
  return query<Thing>(statement, [schema]);
}

/** The schema in which the product's tables are. */
export async function ownSchema({ query }: Pick<BareConnection, 'query'>): Promise<string> {
  const [row] = await query<{ schema: string | null }>(`SELECT current_schema()::text AS "schema"`, []);
  return row?.schema ?? 'public';
}

/** Moves all that the product keeps, if there is anything, to another schema, which it makes. */
export async function setAside(connection: BareConnection, aside: string): Promise<void> {
  const things = await thingsIn(connection, await ownSchema(connection));
  await connection.run(`CREATE SCHEMA ${quoted(aside)}`);
  await move(connection, things, aside);
}

/** Takes away what was begun in its place, and moves back what was set aside, if anything was. */
export async function putBack(connection: BareConnection, aside: string): Promise<void> {
  const own = await ownSchema(connection);
  for (const { kind, name } of await thingsIn(connection, own))
    await connection.run(`DROP ${kind} IF EXISTS ${name} CASCADE`);
  await move(connection, await thingsIn(connection, aside), own);
  await connection.run(`DROP SCHEMA ${quoted(aside)}`);
}

async function move(connection: BareConnection, things: readonly Thing[], schema: string): Promise<void> {
  for (const { kind, name } of things)
    await connection.run(`ALTER ${kind} ${name} SET SCHEMA ${quoted(schema)}`);
}
