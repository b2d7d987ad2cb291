import pg from 'pg';
import type { DatabaseLog } from './database.ts';
import { withinTime } from './withinTime.ts';

/** After so long without an answer, the server is asked whether it still works on it, milliseconds. */
const silenceMs = 5_000;
const lookMs = 1_000;
/** How long the server may take to say so. */
const patienceMs = 3_000;

/** A connection of a pool, with what the types of `pg` keep to themselves. */
interface BusyConnection {
  processID?: number;
  /** Whether nothing is asked now. */
  readyForQuery?: boolean;
  end(): Promise<void>;
}

/**
 * Breaks connections on which somebody waits for an answer that nobody works on: a network that has swallowed it tells nobody, and
 * TCP itself goes on hoping for a quarter of an hour. A statement may take as long as it needs.
 * @param findWorking those of some server processes that are working, or have answered just now; throws when there is no server
 * @returns what ends it
 */
export function breakSilentConnections(
  pool: Pick<pg.Pool, 'on'>,
  findWorking: (processIds: number[]) => Promise<ReadonlySet<number>>,
  log: DatabaseLog,
): () => void {
  /** Since when each has been without an answer, as far as it was seen. */
  const silentSince = new Map<BusyConnection, number>();
  const busy = new Set<BusyConnection>();
  pool.on('acquire', (client) => void busy.add(client as unknown as BusyConnection));
  pool.on('release', (_error, client) => {
    busy.delete(client as unknown as BusyConnection);
    silentSince.delete(client as unknown as BusyConnection);
  });

  let isLooking = false;
  async function look(): Promise<void> {
    const now = performance.now();
    for (const client of busy) {
      if (client.readyForQuery !== false) silentSince.delete(client);
      else if (!silentSince.has(client)) silentSince.set(client, now);
    }
    const silent = [...silentSince].flatMap(([client, since]) => (now - since >= silenceMs ? [client] : []));
    if (silent.length === 0) return;
    const ids = silent.flatMap(({ processID }) => processID ?? []);
    const working = await findWorking(ids).catch(() => new Set<number>());
    const dead = silent.filter(
      (client) => silentSince.has(client) && client.processID && !working.has(client.processID),
    );
    if (dead.length > 0) log.warn({ count: dead.length }, 'database connections went dead and are broken');
    for (const client of dead) client.end().catch(() => undefined);
    // Whoever works is asked again after as long.
    for (const client of silent) if (silentSince.has(client)) silentSince.set(client, performance.now());
  }
  const timer = setInterval(() => {
    if (isLooking) return;
    isLooking = true;
    void look().finally(() => (isLooking = false));
  }, lookMs).unref();
  return () => clearInterval(timer);
}

/** Asks a server over a connection of its own. @throws Error when it does not answer in time */
export function workingOn(databaseUrl: string) {
  return async (processIds: number[]): Promise<ReadonlySet<number>> => {
    const client = new pg.Client({ connectionString: databaseUrl, connectionTimeoutMillis: patienceMs });
    client.on('error', () => undefined);
    try {
      await client.connect();
      const asked = client.query<{ pid: number; own: number; isWorking: boolean }>(
        `SELECT "pid", pg_backend_pid() AS "own",
                "state" = 'active' OR "state_change" > clock_timestamp() - interval '2 s' AS "isWorking"
         FROM pg_stat_activity WHERE "pid" = ANY($1::int[]) OR "pid" = pg_backend_pid()`,
        [processIds],
      );
      const { rows } = await withinTime(patienceMs, asked, 'The database server does not answer.');
      // Behind a pooler, processes have other numbers than we are told: nothing is known of them.
      const { processID } = client as unknown as BusyConnection;
      if (rows.some(({ own }) => own !== processID)) return new Set(processIds);
      return new Set(rows.flatMap(({ pid, isWorking }) => (isWorking ? [pid] : [])));
    } catch (error) {
      // It is there and has no connection left for us.
      if (error instanceof pg.DatabaseError) return new Set(processIds);
      throw error;
    } finally {
      client.end().catch(() => undefined);
    }
  };
}
