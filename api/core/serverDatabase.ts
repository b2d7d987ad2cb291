import { PrismaPg } from '@prisma/adapter-pg';
import type { SqlMigrationAwareDriverAdapterFactory } from '@prisma/driver-adapter-utils';
import type pg from 'pg';
import type { Database, DatabaseLog } from './database.ts';
import { applyMigrations, pendingMigrations, readMigrations } from './migrations.ts';
import { createPrismaClient, type OnStatement } from './prismaClient.ts';
import { openPool, queryOn, RowTypes } from './serverPool.ts';
import { breakSilentConnections, workingOn } from './silentConnections.ts';
import { statementNames } from './statementNames.ts';
import { tracedQuery } from './tracedStatements.ts';
import type { Tracing } from './tracing.ts';
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
/** Any number that nothing else on the server takes an advisory lock on. */
const migrationLock = 7_402_155_901;

/**
 * Opens a pool of connections to PostgreSQL, shared by Prisma and `query`.
 * @throws DatabaseUnreachableError
 */
export async function openServerDatabase(options: {
  databaseUrl: string;
  log: DatabaseLog;
  onStatement?: OnStatement | undefined;
  tracing?: Tracing | undefined;
}): Promise<Database> {
  const { databaseUrl, log, onStatement, tracing } = options;
  const pool = openPool(databaseUrl, log, { max: connections });
  const stopWatching = breakSilentConnections(pool, workingOn(databaseUrl), log);
  const types = new RowTypes();
  const nameOf = statementNames();
  const silent = queryOn(pool, types, nameOf);
  const query: Database['query'] = (text, values) => {
    onStatement?.(text);
    return silent(text, values);
  };
  try {
    await pool.query('SELECT 1').catch((error: unknown) => {
      throw new DatabaseUnreachableError(databaseUrl, error);
    });
    await migrate(databaseUrl, query, log);
    await types.learnEnums(pool);
  } catch (error) {
    stopWatching();
    await pool.end();
    throw error;
  }
  const adapter = new PrismaPg(pool, { statementNameGenerator: ({ sql }) => nameOf(sql) });
  const prisma = createPrismaClient(adapter, onStatement, tracing);
  return {
    prisma,
    query: tracing ? tracedQuery(tracing, query) : query,
    execute: (text, values) => pool.query(text, values),
    kind: 'server',
    async ping() {
      await withinTime(5_000, pool.query('SELECT 1'), 'The database server does not answer.');
    },
    async close() {
      stopWatching();
      await prisma.$disconnect();
      await pool.end();
    },
  };
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
