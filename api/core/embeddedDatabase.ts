import { existsSync, renameSync, rmSync } from 'node:fs';
import path from 'node:path';
import { PGlite } from '@electric-sql/pglite';
import type { Database, DatabaseLog } from './database.ts';
import { DurableFolder, durableStartParams, memoryStartParams } from './durableFolder.ts';
import { embeddedAdapter } from './embeddedAdapter.ts';
import { embeddedStatements } from './embeddedStatements.ts';
import { lockFolder } from './folderLock.ts';
import { applyMigrations, readMigrations } from './migrations.ts';
import { assertNoUnfinishedRestore } from './unfinishedRestore.ts';
import { createPrismaClient, type OnStatement } from './prismaClient.ts';
import { tracedQuery } from './tracedStatements.ts';
import type { Tracing } from './tracing.ts';
import { withinTime } from './withinTime.ts';

export interface EmbeddedOptions {
  dataDir: string | 'memory://';
  log: DatabaseLog;
  /** What PGlite's dumpDataDir gave: for memory, the database to begin with instead of an empty one. */
  template?: Blob | undefined;
  onStatement?: OnStatement | undefined;
  tracing?: Tracing | undefined;
}

/**
 * Opens PGlite in `<dataDir>/database`, durable and locked, or in memory.
 * @throws FolderLockedError
 */
export async function openEmbeddedDatabase(options: EmbeddedOptions): Promise<Database> {
  const { dataDir, template } = options;
  if (dataDir === 'memory://') return migrated(await openMemory(template), options);
  const folder = path.resolve(dataDir);
  const lock = lockFolder(folder);
  try {
    const database = await migrated(await openFolder(folder), options);
    const close = () => database.close().finally(() => lock.release());
    return { ...database, close };
  } catch (error) {
    lock.release();
    throw error;
  }
}

/** A PGlite in memory, empty or as the template was. */
export function openMemory(template?: Blob): Promise<PGlite> {
  return PGlite.create({ startParams: memoryStartParams, ...(template && { loadDataDir: template }) });
}

/** The PGlite of a data folder that the caller has locked, made where there is none. */
export async function openFolder(folder: string): Promise<PGlite> {
  const database = path.join(folder, 'database');
  if (!existsSync(database)) {
    // A process that dies while it fills the folder must not leave half a database under its name.
    const unfinished = path.join(folder, 'database.unfinished');
    rmSync(unfinished, { recursive: true, force: true });
    await (await openDurable(unfinished)).close();
    renameSync(unfinished, database);
  }
  return openDurable(database);
}

function openDurable(folder: string): Promise<PGlite> {
  return PGlite.create({ fs: new DurableFolder(folder), startParams: durableStartParams });
}

async function migrated(pglite: PGlite, { log, onStatement, tracing }: EmbeddedOptions): Promise<Database> {
  const query = async <Row>(text: string, values: readonly unknown[]): Promise<Row[]> => {
    onStatement?.(text);
    return (await embeddedStatements(pglite).query<Row>(text, values)).rows;
  };
  const adapter = embeddedAdapter(pglite);
  try {
    await assertNoUnfinishedRestore(query);
    const migrations = await readMigrations();
    await applyMigrations({ migrations, query, adapter, log });
    // PGlite read the array types when it started, before the migrations made some.
    await pglite.refreshArrayTypes();
  } catch (error) {
    await pglite.close();
    throw error;
  }
  const prisma = createPrismaClient(adapter, onStatement, tracing);
  return {
    prisma,
    query: tracing ? tracedQuery(tracing, query) : query,
    async execute(text, values) {
      if (values?.length) return pglite.query(text, values);
      const results = await pglite.exec(text);
      return { rows: results.flatMap(({ rows }) => rows) };
    },
    kind: 'embedded',
    pglite,
    async ping() {
      await withinTime(5_000, pglite.query('SELECT 1'), 'The embedded database does not answer.');
    },
    async close() {
      await prisma.$disconnect();
      await pglite.close();
    },
  };
}
