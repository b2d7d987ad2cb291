import path from 'node:path';
import type { PGlite, Transaction } from '@electric-sql/pglite';
import type { BareConnection, BareDatabase, TableColumns } from './bareDatabase.ts';
import { sameText, selection, quoted, target } from './copying.ts';
import type { Database, DatabaseLog } from './database.ts';
import { embeddedAdapter } from './embeddedAdapter.ts';
import { openFolder, openMemory } from './embeddedDatabase.ts';
import { lockFolder } from './folderLock.ts';
import { applyMigrations } from './migrations.ts';

/** How much of a table is in memory at once, in pages of 8 kB; what is long lies beside them. */
const pagesAtOnce = 256;

/** Opens an embedded database as it stands. @throws FolderLockedError, FolderUnusableError */
export async function openBareEmbeddedDatabase(
  dataDir: string | 'memory://',
  log: DatabaseLog,
): Promise<BareDatabase> {
  if (dataDir === 'memory://') {
    const pglite = await openMemory();
    return { ...(await bareEmbedded(pglite, log)), close: () => pglite.close() };
  }
  const folder = path.resolve(dataDir);
  const lock = lockFolder(folder);
  try {
    const pglite = await openFolder(folder);
    const close = () => pglite.close().finally(() => lock.release());
    return { ...(await bareEmbedded(pglite, log)), close };
  } catch (error) {
    lock.release();
    throw error;
  }
}

/** The same on a database that somebody else has open, and will close. */
export async function bareEmbedded(pglite: PGlite, log: DatabaseLog): Promise<Omit<BareDatabase, 'close'>> {
  const query = queryOn(pglite);
  const [server] = await query<{ version: string }>(
    `SELECT current_setting('server_version') AS version`,
    [],
  );
  const inTransaction = <T>(kind: string, work: (connection: BareConnection) => Promise<T>): Promise<T> =>
    pglite.transaction(async (transaction) => {
      await transaction.exec(`${kind}${sameText}`);
      return work(connectionOn(transaction));
    });
  return {
    kind: 'embedded',
    engine: `embedded PostgreSQL ${server?.version ?? ''}`,
    query,
    reading: (work) => inTransaction('SET TRANSACTION ISOLATION LEVEL REPEATABLE READ, READ ONLY;', work),
    writing: (work) => inTransaction('', work),
    async migrate(migrations) {
      await applyMigrations({ migrations, query, adapter: embeddedAdapter(pglite), log });
      // PGlite read the array types when it started, before the migrations made some.
      await pglite.refreshArrayTypes();
    },
  };
}

function queryOn(runner: Pick<Transaction, 'query'>): Database['query'] {
  return async <Row>(text: string, values: readonly unknown[]) =>
    (await runner.query<Row>(text, [...values])).rows;
}

function connectionOn(transaction: Transaction): BareConnection {
  return {
    query: queryOn(transaction),
    async run(script) {
      await transaction.exec(script);
    },
    copyOut: (table) => copyOut(transaction, table),
    async copyIn(table, lines) {
      const blob = new Blob([lines as Uint8Array<ArrayBuffer>]);
      await transaction.query(`COPY ${target(table)} FROM '/dev/blob'`, [], { blob });
    },
  };
}

/** PGlite gives what is copied as a whole: it is asked for a stretch of pages at a time. */
async function* copyOut(transaction: Transaction, table: TableColumns): AsyncGenerator<Uint8Array> {
  const { rows } = await transaction.query<{ pages: number }>(
    `SELECT (pg_relation_size($1::regclass) / current_setting('block_size')::int)::int AS pages`,
    [quoted(table.table)],
  );
  const pages = rows[0]?.pages ?? 0;
  for (let first = 0; first < pages; first += pagesAtOnce) {
    const stretch = `ctid >= '(${first},0)' AND ctid < '(${first + pagesAtOnce},0)'`;
    const { blob } = await transaction.query(`COPY (${selection(table)} WHERE ${stretch}) TO '/dev/blob'`);
    if (blob) yield new Uint8Array(await blob.arrayBuffer());
  }
}
