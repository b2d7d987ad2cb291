import { mkdir, readFile, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { PGlite } from '@electric-sql/pglite';
import { embeddedAdapter } from '../api/core/embeddedAdapter.ts';
import { withMigrationEngine } from '../api/core/migrationEngine.ts';
import { migrationsFolder, readMigrations } from '../api/core/migrations.ts';

const lockfile =
  '# Prisma reads it: which kind of database the migrations are for.\nprovider = "postgresql"\n';

/** The SQL that leads from what the migrations make to what schema.prisma says, if they differ. */
async function missingSql(): Promise<string | undefined> {
  const schema = path.join(import.meta.dirname, 'schema.prisma');
  const file = { path: schema, content: await readFile(schema, 'utf8') };
  const migrations = await readMigrations();
  migrations.lockfile.content ??= lockfile;
  const pglite = await PGlite.create();
  try {
    const adapter = embeddedAdapter(pglite, () => PGlite.create());
    const { exitCode, stdout } = await withMigrationEngine(adapter, (engine) =>
      engine.diff({
        from: { tag: 'migrations', ...migrations },
        to: { tag: 'schemaDatamodel', files: [file] },
        script: true,
        exitCode: true,
        filters: { externalTables: [], externalEnums: [] },
      }),
    );
    return exitCode === 0 ? undefined : (stdout ?? '');
  } finally {
    await pglite.close();
  }
}

/** Exit code 1 when a migration is missing. */
async function check(): Promise<number> {
  const sql = await missingSql();
  if (sql === undefined) return 0;
  console.error(
    `schema.prisma and the migrations disagree. npm run db:migration -- <name> would add:\n\n${sql}`,
  );
  return 1;
}

async function create(name: string): Promise<number> {
  const sql = await missingSql();
  if (sql === undefined) {
    console.log('Nothing to migrate: the migrations make what schema.prisma says.');
    return 0;
  }
  const stamp = new Date().toISOString().replace(/\D/g, '').slice(0, 14);
  const file = path.join(migrationsFolder, `${stamp}_${name}`, 'migration.sql');
  await mkdir(path.dirname(file), { recursive: true });
  await writeFile(path.join(migrationsFolder, 'migration_lock.toml'), lockfile);
  await writeFile(file, sql);
  console.log(`${sql}\nWritten to ${path.relative(process.cwd(), file)}. Read it before you commit it.`);
  return 0;
}

const [word] = process.argv.slice(2);
if (word === undefined || !/^(--check|[a-z0-9_]+)$/i.test(word)) {
  console.error('npm run db:migration -- name_of_the_change    or    node prisma/migration.ts --check');
  process.exit(2);
}
process.exitCode = word === '--check' ? await check() : await create(word);
