import type pg from 'pg';
import type { Database, DatabaseLog } from './database.ts';
import { lostAfterSeconds, openPool, queryOn, RowTypes } from './serverPool.ts';
import { statementNames } from './statementNames.ts';

/** Connections of one process to each replica. */
const connections = 10;
/** Whoever waits longer for a connection is answered by the primary. */
const connectionTimeout = 5_000;

/** A read-only copy of the database, which may be away. */
export interface ReplicaConnection {
  /** For the log. */
  name: string;
  query: Database['query'];
  /** A statement that need not wait for those of `query`. */
  watch: Database['query'];
  /** Breaks what is under way, so that nobody waits for a server that does not answer any more. */
  abandon(): void;
  close(): Promise<void>;
}

/** Opens nothing yet: a replica that is away keeps nobody from starting. */
export function openReplicaConnection(replicaUrl: string, log: DatabaseLog): ReplicaConnection {
  const options = { readOnly: true, connectionTimeoutMillis: connectionTimeout, lostAfterSeconds };
  const pool = openPool(replicaUrl, log, { ...options, max: connections });
  const watching = openPool(replicaUrl, log, { ...options, max: 1, idleTimeoutMillis: 0 });
  const pools = [pool, watching];
  const busy = new Set<pg.PoolClient>();
  for (const one of pools) {
    one.on('acquire', (client) => void busy.add(client));
    one.on('release', (_error, client) => void busy.delete(client));
  }
  const types = new RowTypes();
  const nameOf = statementNames();
  const typed = queryOn(pool, types, nameOf);
  let learning: Promise<void> | undefined;
  const { host, pathname } = new URL(replicaUrl);
  const abandon = () => {
    // Ending a connection with a statement under way breaks it, and the statement fails.
    for (const client of busy) void (client as unknown as pg.Client).end();
  };
  return {
    name: host + pathname,
    async query(text, values) {
      learning ??= types.learnEnums(pool).catch((error: unknown) => {
        learning = undefined;
        throw error;
      });
      await learning;
      return typed(text, values);
    },
    watch: queryOn(watching, types, nameOf),
    abandon,
    async close() {
      abandon();
      await Promise.all(pools.map((one) => one.end()));
    },
  };
}
