import type { BareDatabase } from '../../core/bareDatabase.ts';
import type { Environment } from '../../core/environment.ts';
import { appliedMigrations, readMigrations } from '../../core/migrations.ts';
import { liveProcesses } from '../liveProcesses.ts';
import {
  clockFinding,
  databaseFindings,
  migrationFinding,
  processFinding,
  type DatabaseFacts,
} from './databaseRules.ts';
import type { Finding } from './findingRules.ts';
import { hasTable } from '../../core/hasTable.ts';

/** What a database is, and how it stands to this version of the product; changes nothing. */
export async function examineDatabase(
  database: Pick<BareDatabase, 'kind' | 'engine' | 'query'>,
  environment: Environment,
): Promise<Finding[]> {
  const migrations = migrationFinding({
    ours: (await readMigrations()).migrationDirectories.map(({ path }) => path),
    applied: await appliedMigrations(database.query),
    failed: await failedMigrations(database),
  });
  const found = [...databaseFindings(await factsOf(database)), migrations];
  if (database.kind === 'embedded') return found;
  const hasRedis = environment.redisUrl !== undefined;
  return [
    ...found,
    clockFinding(await clockDifference(database)),
    processFinding(await liveProcesses(database), hasRedis),
  ];
}

async function factsOf({
  kind,
  engine,
  query,
}: Pick<BareDatabase, 'kind' | 'engine' | 'query'>): Promise<DatabaseFacts> {
  const [settings] = await query<Omit<DatabaseFacts, 'engine' | 'freeConnections'>>(
    `SELECT current_setting('server_version_num')::int AS "versionNumber", current_setting('server_encoding') AS "encoding",
       current_setting('fsync') AS "fsync", current_setting('full_page_writes') AS "fullPageWrites",
       current_setting('synchronous_commit') AS "synchronousCommit"`,
    [],
  );
  if (!settings) throw new Error('The database does not say what it is.');
  return {
    engine,
    ...settings,
    freeConnections: kind === 'server' ? await freeConnections(query) : undefined,
  };
}

/** For whoever is no superuser, and of whom the database and the role may allow fewer. */
async function freeConnections(query: BareDatabase['query']): Promise<number> {
  const [row] = await query<{ free: number }>(
    `SELECT LEAST(
       current_setting('max_connections')::int - current_setting('superuser_reserved_connections')::int
         - (SELECT count(*) FROM pg_stat_activity WHERE backend_type = 'client backend'),
       (SELECT CASE WHEN datconnlimit < 0 THEN NULL ELSE datconnlimit
         - (SELECT count(*) FROM pg_stat_activity a WHERE a.datname = d.datname) END
         FROM pg_database d WHERE datname = current_database()),
       (SELECT CASE WHEN rolconnlimit < 0 THEN NULL ELSE rolconnlimit
         - (SELECT count(*) FROM pg_stat_activity a WHERE a.usename = r.rolname) END
         FROM pg_roles r WHERE rolname = current_user)
     )::int AS "free"`,
    [],
  );
  return row?.free ?? 0;
}

async function failedMigrations({ query }: Pick<BareDatabase, 'query'>): Promise<string[]> {
  if (!(await hasTable(query, '_prisma_migrations'))) return [];
  const rows = await query<{ name: string }>(
    'SELECT migration_name AS "name" FROM _prisma_migrations WHERE finished_at IS NULL AND rolled_back_at IS NULL',
    [],
  );
  return rows.map(({ name }) => name);
}

/** How far this machine's clock is ahead of the database's, milliseconds; half of the way there and back is taken off. */
async function clockDifference({ query }: Pick<BareDatabase, 'query'>): Promise<number> {
  const before = Date.now();
  const [row] = await query<{ now: number }>(
    'SELECT (EXTRACT(EPOCH FROM clock_timestamp()) * 1000)::float8 AS "now"',
    [],
  );
  return (before + Date.now()) / 2 - (row?.now ?? 0);
}
