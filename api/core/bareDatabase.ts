import type { MigrationList } from '@prisma/schema-engine-wasm/schema_engine_bg';
import { openBareEmbeddedDatabase } from './bareEmbeddedDatabase.ts';
import { openBareServerDatabase } from './bareServerDatabase.ts';
import type { Database, DatabaseLog } from './database.ts';

/** Columns of a table, or of one of its partitions, which alone holds rows. */
export interface TableColumns {
  table: string;
  columns: readonly string[];
}

/** Statements one after the other, within one transaction. */
export interface BareConnection {
  query: Database['query'];
  /** Several statements without values or rows. */
  run(script: string): Promise<void>;
  /** All rows as PostgreSQL's COPY writes them: a line for each, in pieces of whatever size. */
  copyOut(from: TableColumns): AsyncIterable<Uint8Array>;
  /** Adds rows from whole lines. */
  copyIn(to: TableColumns, lines: Uint8Array): Promise<void>;
}

/** A database as it stands: open, nothing applied to it. For those who look after it, not for the product. */
export interface BareDatabase {
  kind: Database['kind'];
  /** What it is, with its version. */
  engine: string;
  query: Database['query'];
  /** All in the same moment: nothing that others write meanwhile is seen. */
  reading<T>(work: (connection: BareConnection) => Promise<T>): Promise<T>;
  /** All or nothing. */
  writing<T>(work: (connection: BareConnection) => Promise<T>): Promise<T>;
  /** Applies what it lacks of some migrations. */
  migrate(migrations: MigrationList): Promise<void>;
  close(): Promise<void>;
}

export interface BareDatabaseOptions {
  databaseUrl: string | undefined;
  dataDir: string | 'memory://';
  log?: DatabaseLog | undefined;
}

/**
 * Opens a database without touching it. A folder that holds none yet is given an empty one.
 * @throws FolderLockedError, FolderUnusableError, DatabaseUnreachableError
 */
export function openBareDatabase({
  databaseUrl,
  dataDir,
  log = { info() {}, warn() {} },
}: BareDatabaseOptions): Promise<BareDatabase> {
  return databaseUrl ? openBareServerDatabase(databaseUrl, log) : openBareEmbeddedDatabase(dataDir, log);
}
