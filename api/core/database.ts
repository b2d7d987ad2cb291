import type { PGlite } from '@electric-sql/pglite';
import type { PrismaClient } from '../../prisma/generated/client/client.ts';
import { openEmbeddedDatabase } from './embeddedDatabase.ts';
import type { OnStatement } from './prismaClient.ts';
import { openServerDatabase } from './serverDatabase.ts';
import type { Tracing } from './tracing.ts';

/** The one database of a deployment, migrated and open. */
export interface Database {
  prisma: PrismaClient;
  /**
   * One parameterised statement straight to the driver, past Prisma: for the hot path. Rows come with JavaScript types:
   * Date for timestamptz, number for int4 and int8, string[] for arrays of text and of enums. The statement is its own
   * transaction. Never await it inside `prisma.$transaction(async …)`: embedded there is one connection, and it would
   * wait for that transaction to end.
   */
  query<Row>(text: string, values: readonly unknown[]): Promise<Row[]>;
  /**
   * Statements of a library that keeps tables of its own: one with values, or several without. Not for ours: rows come
   * with the driver's own types.
   */
  execute(text: string, values?: unknown[]): Promise<{ rows: unknown[] }>;
  kind: 'embedded' | 'server';
  /** The embedded database itself, for those who look after it. */
  pglite?: PGlite;
  /** @throws Error when the database does not answer within 5 seconds */
  ping(): Promise<void>;
  close(): Promise<void>;
}

/** The part of a logger that opening a database needs. */
export interface DatabaseLog {
  info(fields: object, message: string): void;
  warn(fields: object, message: string): void;
}

export interface DatabaseOptions {
  /** A PostgreSQL server; without it the database is embedded. */
  databaseUrl: string | undefined;
  /** How long to wait for a server that does not answer; not at all unless told. */
  databaseWaitSeconds?: number;
  /** The folder of the embedded database, or `memory://` for one that is gone when closed. */
  dataDir: string | 'memory://';
  log?: DatabaseLog | undefined;
  /** Told of every statement, for tests that count them. */
  onStatement?: OnStatement | undefined;
  /** Who is told how long statements took within what. */
  tracing?: Tracing | undefined;
}

/**
 * Opens the database and applies the migrations that it lacks.
 * @throws FolderLockedError when another process has the data folder open
 * @throws DatabaseUnreachableError when the server does not answer, or refuses
 */
export function openDatabase(options: DatabaseOptions): Promise<Database> {
  const { databaseUrl, databaseWaitSeconds: waitSeconds = 0, dataDir, log = silent } = options;
  const { onStatement, tracing } = options;
  return databaseUrl
    ? openServerDatabase({ databaseUrl, waitSeconds, log, onStatement, tracing })
    : openEmbeddedDatabase({ dataDir, log, onStatement, tracing });
}

const silent: DatabaseLog = { info() {}, warn() {} };
