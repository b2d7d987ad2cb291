import { openBareDatabase, type BareDatabase } from '../core/bareDatabase.ts';
import type { Environment } from '../core/environment.ts';
import { readMigrations, appliedMigrations, pendingMigrations } from '../core/migrations.ts';
import { refusalOf } from './archive/archiveRules.ts';
import { countRows, loadTables } from './archive/loadTables.ts';
import { holdTables, productTables, readTables } from './archive/readTables.ts';
import { tableFacts } from './archive/tableFacts.ts';
import { sumOf } from './countRules.ts';
import { migrationsUntil } from './migrationsUntil.ts';
import { openScratchDatabase, type ScratchDatabase } from './scratchDatabase.ts';
import { errorText } from '../core/errorText.ts';

type Migrations = Awaited<ReturnType<typeof readMigrations>>;

/** What became of one migration on the copy. */
export interface RehearsedMigration {
  name: string;
  seconds: number;
  /** Why it failed; those behind it were not tried. */
  problem?: string;
}

export interface Rehearsal {
  /** How many rows were copied. */
  rowCount: number;
  copySeconds: number;
  migrations: RehearsedMigration[];
  /** Tables that have fewer rows afterwards, as some migrations mean to. */
  shrunk: string[];
}

/** The upgrade cannot be rehearsed; the text says why. */
export class RehearsalRefusedError extends Error {
  override readonly name = 'RehearsalRefusedError';
}

/**
 * Tries the migrations that a database lacks on a copy of it, which is then removed; of the database itself nothing is changed.
 * @throws RehearsalRefusedError, and as `openBareDatabase`
 */
export async function rehearse(environment: Environment, migrations?: Migrations): Promise<Rehearsal> {
  const all = migrations ?? (await readMigrations());
  const database = await openBareDatabase(environment);
  try {
    const pending = await pendingMigrations(all, database.query);
    const applied = (await appliedMigrations(database.query)).sort();
    if (applied.length === 0)
      throw new RehearsalRefusedError('This database is empty: there is nothing to upgrade.');
    const refusal = refusalOf(
      applied,
      all.migrationDirectories.map(({ path }) => path),
    );
    if (refusal) throw new RehearsalRefusedError(`This database cannot be upgraded: ${refusal}.`);
    if (pending.length === 0) return { rowCount: 0, copySeconds: 0, migrations: [], shrunk: [] };
    const startedAt = performance.now();
    const scratch = await openScratchDatabase(environment, database);
    try {
      return await onCopy(database, scratch, all, applied.at(-1), pending, startedAt);
    } finally {
      await scratch.remove();
    }
  } finally {
    await database.close();
  }
}

async function onCopy(
  database: BareDatabase,
  { database: copy, isCopy }: ScratchDatabase,
  all: Migrations,
  last: string | undefined,
  pending: readonly string[],
  startedAt: number,
): Promise<Rehearsal> {
  if (!isCopy) {
    await copy.migrate(migrationsUntil(all, last));
    await copyRows(database, copy);
  }
  const before = await rowsOf(copy);
  const copySeconds = secondsSince(startedAt);
  const migrations: RehearsedMigration[] = [];
  for (const name of pending) {
    const migrationStartedAt = performance.now();
    try {
      await copy.migrate(migrationsUntil(all, name));
      migrations.push({ name, seconds: secondsSince(migrationStartedAt) });
    } catch (error) {
      // Behind it the engine says where in its own code it was.
      const [problem = ''] = errorText(error).split(/\n\s+0: /);
      migrations.push({ name, seconds: secondsSince(migrationStartedAt), problem });
      break;
    }
  }
  const after = await rowsOf(copy);
  const shrunk = Object.keys(before).filter((table) => (after[table] ?? 0) < (before[table] ?? 0));
  return { rowCount: sumOf(before), copySeconds, migrations, shrunk };
}

async function rowsOf(database: BareDatabase): Promise<Record<string, number>> {
  return countRows(database, await productTables(database));
}

/** From one database straight into the other, of the same migrations. */
async function copyRows(from: BareDatabase, to: BareDatabase): Promise<void> {
  await from.reading(async (reader) => {
    const tables = await productTables(reader);
    await holdTables(reader, tables);
    const facts = await tableFacts(reader, tables);
    return to.writing((writer) => loadTables(writer, facts, readTables(reader, tables)));
  });
}

function secondsSince(moment: number): number {
  return (performance.now() - moment) / 1000;
}
