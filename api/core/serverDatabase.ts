import { PrismaPg } from '@prisma/adapter-pg';
import type { SqlMigrationAwareDriverAdapterFactory } from '@prisma/driver-adapter-utils';
import type { MigrationList } from '@prisma/schema-engine-wasm/schema_engine_bg';
import type pg from 'pg';
import { awaitServer } from './awaitServer.ts';
import type { Database, DatabaseLog } from './database.ts';
import { applyMigrations, pendingMigrations, readMigrations } from './migrations.ts';
import { createPrismaClient, type OnStatement } from './prismaClient.ts';
import { throwForEngine } from './scriptErrors.ts';
import { lostAfterSeconds, openPool, queryOn, RowTypes } from './serverPool.ts';
import { breakSilentConnections, workingOn } from './silentConnections.ts';
import { statementNames } from './statementNames.ts';
import { tracedQuery } from './tracedStatements.ts';
import type { Tracing } from './tracing.ts';
import { assertNoUnfinishedRestore } from './unfinishedRestore.ts';
import { withinTime } from './withinTime.ts';

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
  waitSeconds: number;
  log: DatabaseLog;
  onStatement?: OnStatement | undefined;
  tracing?: Tracing | undefined;
}): Promise<Database> {
  const { databaseUrl, waitSeconds, log, onStatement, tracing } = options;
  const pool = openPool(databaseUrl, log, { max: connections, lostAfterSeconds });
  const stopWatching = breakSilentConnections(pool, workingOn(databaseUrl), log);
  const types = new RowTypes();
  const nameOf = statementNames();
  const silent = queryOn(pool, types, nameOf);
  const query: Database['query'] = (text, values) => {
    onStatement?.(text);
    return silent(text, values);
  };
  try {
    await awaitServer(pool, databaseUrl, waitSeconds, log);
    await assertNoUnfinishedRestore(query);
    await migrateServer(databaseUrl, await readMigrations(), query, log);
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

/** Applies the migrations that it lacks on one connection of its own, which holds an advisory lock meanwhile: others wait, then find nothing to do. */
export async function migrateServer(
  databaseUrl: string,
  migrations: MigrationList,
  query: Database['query'],
  log: DatabaseLog,
): Promise<void> {
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
      const executeScript = async (script: string) => void (await pool.query(script).catch(throwForEngine));
      return Object.assign(await factory.connect(), { executeScript });
    },
  };
}
