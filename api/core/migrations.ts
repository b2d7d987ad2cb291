import { readdir, readFile } from 'node:fs/promises';
import path from 'node:path';
import type { SqlMigrationAwareDriverAdapterFactory } from '@prisma/driver-adapter-utils';
import type { MigrationList } from '@prisma/schema-engine-wasm/schema_engine_bg';
import type { Database, DatabaseLog } from './database.ts';
import { withMigrationEngine } from './migrationEngine.ts';
import { hasTable } from './hasTable.ts';

/** Where the product keeps its migrations. */
export const migrationsFolder = path.resolve(import.meta.dirname, '../../prisma/migrations');

/** A folder of migrations in the form that Prisma's engine takes, in the order in which they apply. */
export async function readMigrations(folder = migrationsFolder): Promise<MigrationList> {
  const entries = await readdir(folder, { withFileTypes: true }).catch(() => []);
  const names = entries.filter((entry) => entry.isDirectory()).map((entry) => entry.name);
  const read = (file: string) => readFile(path.join(folder, file), 'utf8');
  return {
    baseDir: folder,
    lockfile: {
      path: 'migration_lock.toml',
      content: await read('migration_lock.toml').catch(() => null),
    },
    shadowDbInitScript: '',
    migrationDirectories: await Promise.all(
      names.sort().map(async (name) => ({
        path: name,
        migrationFile: {
          path: 'migration.sql',
          content: { tag: 'ok' as const, value: await read(path.join(name, 'migration.sql')) },
        },
      })),
    ),
  };
}

type Query = Database['query'];

/** The migrations that the database lacks; it may have failed at one of them. */
export async function pendingMigrations(migrations: MigrationList, query: Query): Promise<string[]> {
  const names = migrations.migrationDirectories.map((directory) => directory.path);
  const applied = new Set(await appliedMigrations(query));
  return names.filter((name) => !applied.has(name));
}

/** The migrations that the database has, in no order. */
export async function appliedMigrations(query: Query): Promise<string[]> {
  if (!(await hasTable(query, '_prisma_migrations'))) return [];
  const rows = await query<{ name: string }>(
    `SELECT migration_name AS name FROM _prisma_migrations WHERE finished_at IS NOT NULL AND rolled_back_at IS NULL`,
    [],
  );
  return rows.map((row) => row.name);
}

/** Applies what is pending by Prisma's engine, which keeps `_prisma_migrations`; quick when nothing is. */
export async function applyMigrations(to: {
  migrations: MigrationList;
  query: Query;
  adapter: SqlMigrationAwareDriverAdapterFactory;
  log: DatabaseLog;
}): Promise<void> {
  const pending = await pendingMigrations(to.migrations, to.query);
  if (pending.length === 0) return;
  const { appliedMigrationNames } = await withMigrationEngine(to.adapter, (engine) =>
    engine.applyMigrations({
      migrationsList: to.migrations,
      filters: { externalTables: [], externalEnums: [] },
    }),
  );
  to.log.info({ migrations: appliedMigrationNames }, 'migrations applied');
}
