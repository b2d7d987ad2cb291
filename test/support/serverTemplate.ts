import { randomBytes } from 'node:crypto';
import pg from 'pg';
import { openDatabase } from '../../api/core/database.ts';

/** Any number that nothing else takes an advisory lock on. */
const templateLock = 7_402_155_903;
/** A database this old belongs to a test run that died. */
const abandonedMs = 60 * 60_000;

/** Makes a database: a copy of the migrated template for this state of the migrations, or an empty one without. */
export async function copyOfTemplate(server: string, hash: string | undefined): Promise<string> {
  return asAdministrator(server, async (client) => {
    const template = hash ? await ensureTemplate(server, hash, client) : 'template0';
    const name = `dukou_test_${Date.now()}_${randomBytes(4).toString('hex')}`;
    await client.query(`CREATE DATABASE ${name} TEMPLATE ${template}`);
    return withDatabase(server, name);
  });
}

/** Drops a database, whoever is connected to it. */
export async function dropDatabase(url: string): Promise<void> {
  const name = new URL(url).pathname.slice(1);
  await asAdministrator(process.env.DATABASE_URL ?? url, async (client) => {
    await client.query(`DROP DATABASE IF EXISTS ${name} WITH (FORCE)`);
  });
}

/** Only its owner may copy a template, so each role has its own. */
async function ensureTemplate(server: string, hash: string, client: pg.Client): Promise<string> {
  const role = await client.query<{ oid: string }>('SELECT oid FROM pg_roles WHERE rolname = current_user');
  const name = `dukou_template_${role.rows[0]?.oid}_${hash}`;
  if (await exists(client, name)) return name;
  await client.query('SELECT pg_advisory_lock($1)', [templateLock]);
  try {
    if (await exists(client, name)) return name;
    await dropAbandoned(client);
    const unfinished = `${name}_unfinished`;
    await client.query(`DROP DATABASE IF EXISTS ${unfinished} WITH (FORCE)`);
    await client.query(`CREATE DATABASE ${unfinished} TEMPLATE template0`);
    const databaseUrl = withDatabase(server, unfinished);
    await (await openDatabase({ databaseUrl, dataDir: 'memory://' })).close();
    await client.query(`ALTER DATABASE ${unfinished} RENAME TO ${name}`);
    return name;
  } finally {
    await client.query('SELECT pg_advisory_unlock($1)', [templateLock]);
  }
}

async function exists(client: pg.Client, name: string): Promise<boolean> {
  return (await client.query('SELECT 1 FROM pg_database WHERE datname = $1', [name])).rows.length > 0;
}

async function dropAbandoned(client: pg.Client): Promise<void> {
  const { rows } = await client.query<{ name: string }>(
    `SELECT datname AS name FROM pg_database
     WHERE datname ~ '^dukou_test_[0-9]+_' AND datdba = (SELECT oid FROM pg_roles WHERE rolname = current_user)`,
  );
  const abandoned = rows.filter(({ name }) => Number(name.split('_')[2]) < Date.now() - abandonedMs);
  for (const { name } of abandoned) await client.query(`DROP DATABASE IF EXISTS ${name} WITH (FORCE)`);
}

/** Runs something on the database that DATABASE_URL itself names. */
async function asAdministrator<T>(server: string, work: (client: pg.Client) => Promise<T>): Promise<T> {
  const client = new pg.Client({ connectionString: server });
  await client.connect();
  try {
    return await work(client);
  } finally {
    await client.end();
  }
}

function withDatabase(server: string, name: string): string {
  const url = new URL(server);
  url.pathname = `/${name}`;
  return url.href;
}
