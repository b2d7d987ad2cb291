import type { Database, DatabaseLog } from './database.ts';
import type { ReplicaConnection } from './replicaConnection.ts';
import { withinTime } from './withinTime.ts';
import { errorText } from './errorText.ts';

/** A replica that is further behind is not read from. */
const mostLagSeconds = 30;
/** How often replicas are looked at, and how long one may take to answer then. */
const checkMs = 5_000;
/** The first look comes when this process' own lease has had time to arrive. */
const firstCheckMs = 1_000;

/**
 * Where is read what need not be of this second: from a replica, or from the primary where no replica is, answers or
 * is up to date. Nothing that decides what somebody may see or do is read here, nor what an answer shows of people.
 */
export interface ReadReplica {
  /** As `Database.query`, for statements that only read; they may be repeated. */
  query: Database['query'];
}

/** Told where each statement was answered. */
export type OnRead = (from: 'replica' | 'primary') => void;

interface Replica extends ReplicaConnection {
  isCurrent: boolean;
  lagSeconds: number;
  /** Why it is not read from, as the log last said. */
  problem?: string | undefined;
}

/**
 * The newest lease of a process: the product itself writes one every five seconds, so that how much newer the primary's
 * is tells how far a copy is behind, whichever way it is made and also when nothing else happens.
 */
const newestLease = `SELECT EXTRACT(EPOCH FROM max("leaseEndsAt"))::float8 AS "newest" FROM "ServerProcess"`;

/** Reads in turn from the replicas that are up to date, and from the primary while there is none. */
export class ReadReplicas implements ReadReplica {
  readonly #primary: Pick<Database, 'query'>;
  readonly #replicas: readonly Replica[];
  readonly #log: DatabaseLog;
  readonly #onRead: OnRead;
  #turn = 0;
  #timer: NodeJS.Timeout | undefined;
  #isClosed = false;

  constructor(options: {
    primary: Pick<Database, 'query'>;
    replicas: readonly ReplicaConnection[];
    log: DatabaseLog;
    onRead?: OnRead;
  }) {
    this.#primary = options.primary;
    this.#replicas = options.replicas.map((one) => ({ ...one, isCurrent: false, lagSeconds: Infinity }));
    this.#log = options.log;
    this.#onRead = options.onRead ?? (() => undefined);
  }

  /** How many can be read from now. */
  get currentCount(): number {
    return this.#replicas.filter(({ isCurrent }) => isCurrent).length;
  }

  /** Begins to look after the replicas; until then all is read from the primary. */
  start(): void {
    this.#next(firstCheckMs);
  }

  query = async <Row>(text: string, values: readonly unknown[]): Promise<Row[]> => {
    const current = this.#replicas.filter(({ isCurrent }) => isCurrent);
    const replica = current[this.#turn++ % current.length];
    if (replica) {
      try {
        const rows = await replica.query<Row>(text, values);
        this.#onRead('replica');
        return rows;
      } catch (error) {
        // Also what a replica alone refuses: it breaks off long statements that keep it from catching up.
        this.#leave(replica, errorText(error));
      }
    }
    this.#onRead('primary');
    return this.#primary.query<Row>(text, values);
  };

  /** Looks how far behind the replicas are. */
  async check(): Promise<void> {
    // First the primary: what comes in between makes a copy look newer by a moment, never older.
    const newest = await newestAt(this.#primary.query);
    await Promise.all(
      this.#replicas.map(async (replica) => {
        try {
          const theirs = await withinTime(checkMs, newestAt(replica.watch), 'it does not answer');
          replica.lagSeconds = lagOf(newest, theirs);
          if (replica.lagSeconds > mostLagSeconds) return this.#leave(replica, 'it is too far behind');
          if (!replica.isCurrent)
            this.#log.info({ replica: replica.name }, 'search and reports read from a replica');
          Object.assign(replica, { isCurrent: true, problem: undefined });
        } catch (error) {
          this.#leave(replica, errorText(error));
          replica.abandon();
        }
      }),
    );
  }

  async close(): Promise<void> {
    this.#isClosed = true;
    clearTimeout(this.#timer);
    await Promise.all(this.#replicas.map((replica) => replica.close()));
  }

  /** Does not read from a replica until a check finds it well; each new reason is logged once. */
  #leave(replica: Replica, problem: string): void {
    if (replica.problem !== problem)
      this.#log.warn(
        { replica: replica.name, problem, lagSeconds: replica.lagSeconds },
        'a replica is not read from: search and reports read from the primary',
      );
    Object.assign(replica, { isCurrent: false, problem });
  }

  #next(afterMs: number): void {
    this.#timer = setTimeout(() => {
      this.check()
        // The primary is away: whoever needs it says so.
        .catch(() => undefined)
        .finally(() => {
          if (!this.#isClosed) this.#next(checkMs);
        });
    }, afterMs).unref();
  }
}

/** @returns seconds, undefined where no process has a lease */
async function newestAt(query: Database['query']): Promise<number | undefined> {
  const [row] = await query<{ newest: number | null }>(newestLease, []);
  return row?.newest ?? undefined;
}

/** A copy without any lease is no copy of a service that runs. */
function lagOf(primary: number | undefined, copy: number | undefined): number {
  return primary === undefined || copy === undefined ? Infinity : Math.max(0, primary - copy);
}
