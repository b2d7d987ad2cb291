import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import type pg from 'pg';
import { from, to } from 'pg-copy-streams';
import { awaitServer } from './awaitServer.ts';
import type { BareConnection, BareDatabase } from './bareDatabase.ts';
import { sameText, selection, target } from './copying.ts';
import type { Database, DatabaseLog } from './database.ts';
import { migrateServer } from './serverDatabase.ts';
import { openPool } from './serverPool.ts';

/** One for the transaction, one for what is asked beside it. */
const connections = 2;

/** Opens a database on a PostgreSQL server as it stands. @throws DatabaseUnreachableError */
export async function openBareServerDatabase(databaseUrl: string, log: DatabaseLog): Promise<BareDatabase> {
  const pool = openPool(databaseUrl, log, { max: connections });
  try {
    await awaitServer(pool, databaseUrl, 0, log);
    const query = queryOn(pool);
    const [server] = await query<{ version: string }>(
      `SELECT current_setting('server_version') AS version`,
      [],
    );
    return {
      kind: 'server',
      engine: `PostgreSQL ${server?.version.split(' ')[0] ?? ''}`,
      query,
      reading: (work) => inTransaction(pool, 'ISOLATION LEVEL REPEATABLE READ READ ONLY', work),
      writing: (work) => inTransaction(pool, '', work),
      migrate: (migrations) => migrateServer(databaseUrl, migrations, query, log),
      close: () => pool.end(),
    };
  } catch (error) {
    await pool.end();
    throw error;
  }
}

function queryOn(client: Pick<pg.Pool, 'query'>): Database['query'] {
  const query = async <Row extends object>(text: string, values: readonly unknown[]): Promise<Row[]> =>
    (await client.query<Row>(text, [...values])).rows;
  return query as Database['query'];
}

async function inTransaction<T>(
  pool: pg.Pool,
  kind: string,
  work: (connection: BareConnection) => Promise<T>,
): Promise<T> {
  const client = await pool.connect();
  try {
    await client.query(`BEGIN ${kind}; ${sameText}; SET LOCAL statement_timeout = 0`);
    const result = await work(connectionOn(client));
    await client.query('COMMIT');
    client.release();
    return result;
  } catch (error) {
    // Ended and not rolled back: what broke may be the connection, or a copy that is half read.
    client.release(true);
    throw error;
  }
}

function connectionOn(client: pg.PoolClient): BareConnection {
  return {
    query: queryOn(client),
    async run(script) {
      await client.query(script);
    },
    async *copyOut(table) {
      yield* client.query(to(`COPY (${selection(table)}) TO STDOUT`)) as AsyncIterable<Buffer>;
    },
    async copyIn(table, lines) {
      await pipeline(Readable.from([lines]), client.query(from(`COPY ${target(table)} FROM STDIN`)));
    },
  };
}
