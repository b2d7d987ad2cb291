import { createHash } from 'node:crypto';
import { PrismaPg } from '@prisma/adapter-pg';
import type { SqlMigrationAwareDriverAdapterFactory } from '@prisma/driver-adapter-utils';
import pg from 'pg';
import type { Database, DatabaseLog } from './database.ts';
import { applyMigrations, pendingMigrations, readMigrations } from './migrations.ts';
import { createPrismaClient, type OnStatement } from './prismaClient.ts';
import { withinTime } from './withinTime.ts';

/** The PostgreSQL server cannot be reached or refuses. */
export class DatabaseUnreachableError extends Error {
  override readonly name = 'DatabaseUnreachableError';
  constructor(databaseUrl: string, cause: unknown) {
    const { host, pathname } = new URL(databaseUrl);
    const reasons = cause instanceof AggregateError ? cause.errors : [cause];
    const reason = reasons.map((one) => (one instanceof Error ? one.message : String(one))).join('; ');
    super(`The database ${host}${pathname} of DATABASE_URL cannot be opened: ${reason}`, { cause });
  }
}

/** Connections of one process. PostgreSQL allows 100 in all unless configured otherwise. */
const connections = 20;
/** How long to wait for a connection, milliseconds: longer than transactions wait for their turn. */
const connectionTimeout = 20_000;
/** Any number that nothing else on the server takes an advisory lock on. */
const migrationLock = 7_402_155_901;
/** Statements prepared per connection; Prisma makes new texts for lists of each length. */
const preparedStatements = 1_000;

/**
 * Opens a pool of connections to PostgreSQL, shared by Prisma and `query`.
 * @throws DatabaseUnreachableError
 */
export async function openServerDatabase(options: {
  databaseUrl: string;
  log: DatabaseLog;
  onStatement?: OnStatement | undefined;
}): Promise<Database> {
  const { databaseUrl, log, onStatement } = options;
  const pool = openPool(databaseUrl, log, { max: connections });
  const types = new RowTypes();
  const nameOf = statementNames();
  const query = async <Row extends object>(text: string, values: readonly unknown[]): Promise<Row[]> => {
    onStatement?.(text);
    return (await pool.query<Row>({ text, values: [...values], name: nameOf(text), types })).rows;
  };
  try {
    await pool.query('SELECT 1').catch((error: unknown) => {
      throw new DatabaseUnreachableError(databaseUrl, error);
    });
    await migrate(databaseUrl, query as Database['query'], log);
    await types.learnEnums(pool);
  } catch (error) {
    await pool.end();
    throw error;
  }
  const adapter = new PrismaPg(pool, { statementNameGenerator: ({ sql }) => nameOf(sql) });
  const prisma = createPrismaClient(adapter, onStatement);
  return {
    prisma,
    query: query as Database['query'],
    execute: (text, values) => pool.query(text, values),
    kind: 'server',
    async ping() {
      await withinTime(5_000, pool.query('SELECT 1'), 'The database server does not answer.');
    },
    async close() {
      await prisma.$disconnect();
      await pool.end();
    },
  };
}

function openPool(databaseUrl: string, log: DatabaseLog, options: pg.PoolConfig): pg.Pool {
  const pool = new pg.Pool({
    connectionString: databaseUrl,
    application_name: 'dukou',
    connectionTimeoutMillis: connectionTimeout,
    keepAlive: true,
    // Prisma's adapter writes and reads times without their zone, as if it were always UTC. Statements are short:
    // compiling one to machine code takes longer than any of them.
    onConnect: ((client: pg.ClientBase) => client.query("SET TIME ZONE 'UTC'; SET jit = off")) as (
      c: pg.ClientBase,
    ) => void,
    ...options,
  });
  pool.on('error', (error) => log.warn({ err: error }, 'an idle database connection broke'));
  return pool;
}

/** Applies migrations on one connection of its own, which holds an advisory lock meanwhile: others wait, then find nothing to do. */
async function migrate(databaseUrl: string, query: Database['query'], log: DatabaseLog): Promise<void> {
  const migrations = await readMigrations();
  if ((await pendingMigrations(migrations, query)).length === 0) return;
  const pool = openPool(databaseUrl, log, { max: 1, idleTimeoutMillis: 0 });
  try {
    await pool.query('SELECT pg_advisory_lock($1)', [migrationLock]);
    await applyMigrations({ migrations, query, adapter: migrationAdapter(pool), log });
  } finally {
    await pool.end();
  }
}

/** Prisma's adapter cuts scripts at semicolons, within text and functions too; PostgreSQL takes a script as a whole. */
function migrationAdapter(pool: pg.Pool): SqlMigrationAwareDriverAdapterFactory {
  const factory = new PrismaPg(pool);
  return {
    provider: factory.provider,
    adapterName: factory.adapterName,
    connectToShadowDb: () => factory.connectToShadowDb(),
    async connect() {
      const executeScript = async (script: string) => void (await pool.query(script));
      return Object.assign(await factory.connect(), { executeScript });
    },
  };
}

/** A stable name for each statement's text, so that PostgreSQL parses and plans it once per connection. */
function statementNames(): (text: string) => string {
  const names = new Map<string, string>();
  return (text) => {
    const known = names.get(text);
    if (known !== undefined) return known;
    if (names.size >= preparedStatements) return '';
    const name = createHash('sha1').update(text).digest('base64url');
    names.set(text, name);
    return name;
  };
}

/** How columns become JavaScript values in `query`, the same as embedded; Prisma has its own ways. */
class RowTypes implements pg.CustomTypesConfig {
  readonly #enumArrays = new Set<number>();

  async learnEnums(pool: pg.Pool): Promise<void> {
    const { rows } = await pool.query<{ oid: string }>(
      `SELECT typarray AS oid FROM pg_type WHERE typtype = 'e'`,
    );
    for (const { oid } of rows) this.#enumArrays.add(Number(oid));
  }

  getTypeParser: pg.CustomTypesConfig['getTypeParser'] = (oid: number, format?: 'text' | 'binary') => {
    if (oid === pg.types.builtins.INT8) return Number;
    return pg.types.getTypeParser(this.#enumArrays.has(oid) ? textArray : oid, format as 'text');
  };
}

/** PostgreSQL's number of text[], whose parser reads arrays of enums as well. */
const textArray: number = 1009;
