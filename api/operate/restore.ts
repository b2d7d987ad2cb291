import { openBareDatabase, type BareDatabase } from '../core/bareDatabase.ts';
import type { Environment } from '../core/environment.ts';
import { openFileStore } from '../core/openFileStore.ts';
import type { FileStore } from '../core/fileStore.ts';
import { readMigrations } from '../core/migrations.ts';
import { archiveEntries } from './archive/archiveEntries.ts';
import { keyOfFile, lineCount, refusalOf, tableOfPart, type ArchiveHeader } from './archive/archiveRules.ts';
import { countRows, loadTables } from './archive/loadTables.ts';
import { productTables, type TablePart } from './archive/readTables.ts';
import { verifyArchive, type VerifiedArchive } from './archive/verifyArchive.ts';
import { liveProcesses } from './liveProcesses.ts';
import { migrationsUntil } from './migrationsUntil.ts';
import { putBack, setAside } from './setAside.ts';
import { hasTable } from '../core/hasTable.ts';
import { underRestore, unfinishedRestores } from '../core/unfinishedRestore.ts';
import { errorText } from '../core/errorText.ts';

/** Nothing was changed; the text says why, and what to do. */
export class RestoreRefusedError extends Error {
  override readonly name = 'RestoreRefusedError';
}

export interface Restored extends VerifiedArchive {
  /** How many rows each table has now, brought up to this version. */
  rows: Record<string, number>;
  /** The schema in which lies what was there before; undefined when there was nothing. */
  aside: string | undefined;
}

/** Puts a backup where the settings say. @throws as `restoreInto`, `openBareDatabase` and `openFileStore` */
export async function restore(environment: Environment, file: string, replace: boolean): Promise<Restored> {
  const archive = await verifyArchive(file);
  const files = await openFileStore(environment);
  const database = await openBareDatabase(environment);
  try {
    return await restoreInto({ database, files }, file, archive, replace);
  } finally {
    await database.close();
  }
}

/**
 * Puts a backup into an empty database, of whichever kind, and brings it up to this version. All or nothing: what was there
 * stands aside until it is done, and comes back when it fails. Should this process be killed, nobody opens the database
 * (`assertNoUnfinishedRestore`) until the next restore, which puts back first what was there.
 * @param replace also into one that somebody works with; what it held is kept aside
 * @throws ArchiveUnusableError, RestoreRefusedError
 */
export async function restoreInto(
  { database, files }: { database: BareDatabase; files: FileStore },
  file: string,
  archive: VerifiedArchive,
  replace: boolean,
): Promise<Restored> {
  const { header, manifest } = archive;
  const migrations = await readMigrations();
  const names = migrations.migrationDirectories.map(({ path }) => path);
  const refusal = refusalOf(header.migrations, names);
  if (refusal) throw new RestoreRefusedError(`${file} cannot be restored: ${refusal}.`);
  for (const left of await unfinishedRestores(database.query))
    await database.writing((connection) => putBack(connection, left));
  await assertFree(database, replace);
  const moment = new Date().toISOString().replace(/\D/g, '').slice(0, 14);
  const [underWay, aside] = [`${underRestore}${moment}`, `before_restore_${moment}`];
  const wasEmpty = !(await hasAgents(database));
  await database.writing((connection) => setAside(connection, underWay));
  try {
    await database.migrate(migrationsUntil(migrations, header.migrations.at(-1)));
    const loaded = await database.writing((connection) =>
      loadTables(connection, header, partsOf(file, files)),
    );
    assertSame(header, manifest.rows, loaded);
    await database.migrate(migrations);
  } catch (error) {
    await database
      .writing((connection) => putBack(connection, underWay))
      .catch((worse: unknown) => {
        const text = errorText(worse);
        throw new Error(`What was there could not be put back, and lies in the schema ${underWay}: ${text}`, {
          cause: error,
        });
      });
    throw error;
  }
  await database.writing(({ run }) =>
    // The webhooks' queue is made anew from what is to be delivered.
    run(
      `DROP SCHEMA IF EXISTS pgboss CASCADE;
       ${wasEmpty ? `DROP SCHEMA "${underWay}" CASCADE` : `ALTER SCHEMA "${underWay}" RENAME TO "${aside}"`}`,
    ),
  );
  await database.query('ANALYZE', []);
  const rows = await countRows(database, await productTables(database));
  return { ...archive, rows, aside: wasEmpty ? undefined : aside };
}

/** The pieces of tables; images and files are put where they are kept as they come by. */
async function* partsOf(file: string, files: FileStore): AsyncGenerator<TablePart> {
  for await (const { name, content } of archiveEntries(file)) {
    const table = tableOfPart(name);
    const key = keyOfFile(name);
    if (key !== undefined) await files.put(key, content);
    else if (table !== undefined) yield { table, lines: content, rowCount: lineCount(content) };
  }
}

async function assertFree(database: BareDatabase, replace: boolean): Promise<void> {
  const count = await liveProcesses(database);
  if (count > 0)
    throw new RestoreRefusedError(
      `${count === 1 ? 'A server runs' : `${count} servers run`} on this database. Stop ${count === 1 ? 'it' : 'them'}, wait 15 seconds if it was killed, and try again.`,
    );
  if (replace || !(await hasAgents(database))) return;
  throw new RestoreRefusedError(
    'Somebody works with this database: it has agents. Restore into an empty one (another DATABASE_URL or DATA_DIR); or add ' +
      '--replace, which keeps aside what it holds.',
  );
}

/** The same by which the product knows that it is set up. */
async function hasAgents(database: BareDatabase): Promise<boolean> {
  if (!(await hasTable(database.query, 'Agent'))) return false;
  return (await database.query('SELECT 1 AS "one" FROM "Agent" LIMIT 1', [])).length > 0;
}

function assertSame(
  header: ArchiveHeader,
  wanted: Record<string, number>,
  loaded: Record<string, number>,
): void {
  const wrong = header.tables.filter(({ table }) => wanted[table] !== loaded[table]);
  if (wrong.length > 0)
    throw new Error(
      `After the restore these tables have other rows than the backup: ${wrong.map(({ table }) => table).join(', ')}.`,
    );
}
