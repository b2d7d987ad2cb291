import type { MigrationList } from '@prisma/schema-engine-wasm/schema_engine_bg';

/** Migrations up to one, that one included. */
export function migrationsUntil(migrations: MigrationList, last: string | undefined): MigrationList {
  const { migrationDirectories } = migrations;
  const end = migrationDirectories.findIndex(({ path }) => path === last) + 1;
  return { ...migrations, migrationDirectories: migrationDirectories.slice(0, end) };
}
