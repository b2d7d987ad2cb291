import pg from 'pg';
import type { Database, DatabaseLog } from './database.ts';

/** How long to wait for a connection, milliseconds: longer than transactions wait for their turn. */
const connectionTimeout = 20_000;

// Prisma's adapter writes and reads times without their zone, as if it were always UTC. Statements are short: compiling
// one to machine code takes longer than any of them.
const settings = "SET TIME ZONE 'UTC'; SET jit = off";

/** Longer than the ten seconds that `pg` keeps an idle connection, and than anything is computed within a transaction. */
export const lostAfterSeconds = 30;

export interface PoolOptions extends pg.PoolConfig {
  /** These cannot write, whatever server it is. */
  readOnly?: boolean;
  /** After so long without a word the server takes a connection for lost, seconds; absent: it waits for as long as it takes. */
  lostAfterSeconds?: number;
}

/** A pool of connections to a PostgreSQL server. */
export function openPool(
  databaseUrl: string,
  log: DatabaseLog,
  { readOnly = false, lostAfterSeconds, ...options }: PoolOptions,
): pg.Pool {
  const ours = [
    settings,
    ...(readOnly ? ['SET default_transaction_read_only = on'] : []),
    ...(lostAfterSeconds ? [lettingGo(lostAfterSeconds)] : []),
  ].join('; ');
  const pool = new pg.Pool({
    connectionString: databaseUrl,
    application_name: 'dukou',
    connectionTimeoutMillis: connectionTimeout,
    keepAlive: true,
    onConnect: ((client: pg.ClientBase) => client.query(ours)) as (c: pg.ClientBase) => void,
    ...options,
  });
  // The error brings the whole connection along, with its keys.
  pool.on('error', ({ message }) => log.warn({ error: message }, 'an idle database connection broke'));
  return pool;
}

/**
 * Has the server end a connection on which nobody says anything, as when the network has lost it: it would keep its locks, and its
 * place among the connections, for the two hours of TCP. Ours leave the pool earlier. PostgreSQL 13 has the first of them only.
 */
function lettingGo(seconds: number): string {
  return `SELECT set_config(name, '${seconds}s', false) FROM pg_settings
    WHERE name IN ('idle_in_transaction_session_timeout', 'idle_session_timeout')`;
}

/** `Database.query` on a pool: prepared by `nameOf`, its rows read by `types`. */
export function queryOn(pool: pg.Pool, types: RowTypes, nameOf: (text: string) => string): Database['query'] {
  const query = async <Row extends object>(text: string, values: readonly unknown[]): Promise<Row[]> =>
    (await pool.query<Row>({ text, values: [...values], name: nameOf(text), types })).rows;
  return query as Database['query'];
}

/** How columns become JavaScript values in `query`, the same as embedded; Prisma has its own ways. */
export class RowTypes implements pg.CustomTypesConfig {
  readonly #enumArrays = new Set<number>();

  async learnEnums(pool: pg.Pool): Promise<void> {
    const { rows } = await pool.query<{ oid: string }>(
      `SELECT typarray AS oid FROM pg_type WHERE typtype = 'e'`,
    );
    for (const { oid } of rows) this.#enumArrays.add(Number(oid));
  }

  getTypeParser: pg.CustomTypesConfig['getTypeParser'] = (oid: number, format?: 'text' | 'binary') => {
    if (oid === pg.types.builtins.INT8) return Number;
    return pg.types.getTypeParser(this.#enumArrays.has(oid) ? textArray : oid, format as 'text');
  };
}

/** PostgreSQL's number of text[], whose parser reads arrays of enums as well. */
const textArray: number = 1009;
