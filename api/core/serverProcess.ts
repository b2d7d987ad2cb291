import type { Core } from './core.ts';

/** How long a process counts as alive after it last said so. */
export const processLeaseSeconds = 15;
/** How often it says so: it may miss two turns. */
const renewalMs = 5_000;

/** This process' place among those that serve the same database. */
export interface ServerProcess {
  /** Takes its place; resolves when that is stored. */
  start(): Promise<void>;
  /** Leaves the place: what belonged to this process is gone with it. */
  stop(): Promise<void>;
}

/**
 * Keeps this process' lease, by the database's clock, so that the machines' own do not matter. Failing to renew stops
 * nothing: it is tried again, and a process that was taken for dead meanwhile takes its place anew.
 * @param afterRenewal told each time, and whether what belonged to this process had been taken for gone
 */
export function createServerProcess(
  core: Core,
  afterRenewal: (wasGone: boolean) => Promise<void>,
): ServerProcess {
  let timer: NodeJS.Timeout | undefined;
  let renewing: Promise<void> = Promise.resolve();
  let isStopped = false;

  async function renew(): Promise<void> {
    try {
      await afterRenewal(await renewProcessLease(core));
    } catch (error) {
      core.log.warn({ err: error }, 'the lease of this process could not be renewed');
    }
    if (!isStopped) next();
  }

  function next(): void {
    timer = setTimeout(() => {
      renewing = renew();
    }, renewalMs).unref();
  }

  return {
    async start() {
      await renewProcessLease(core);
      next();
    },
    async stop() {
      if (!timer) return;
      isStopped = true;
      clearTimeout(timer);
      await renewing;
      await core.database.query('DELETE FROM "ServerProcess" WHERE "id" = $1::uuid', [core.processId]);
    },
  };
}

/**
 * Renews the lease of this process, or takes its place where there is none.
 * @returns whether there was none: at its start, or when it had been taken for dead
 */
export async function renewProcessLease(core: Core): Promise<boolean> {
  const [row] = await core.database.query<{ isNew: boolean }>(
    `INSERT INTO "ServerProcess" ("id", "startedAt", "leaseEndsAt")
     VALUES ($1::uuid, clock_timestamp(), clock_timestamp() + make_interval(secs => $2::int))
     ON CONFLICT ("id") DO UPDATE SET "leaseEndsAt" = EXCLUDED."leaseEndsAt"
     RETURNING (xmax = 0) AS "isNew"`,
    [core.processId, processLeaseSeconds],
  );
  return row?.isNew === true;
}

/**
 * Removes the processes whose lease is over, and with them everything that was theirs. A lease that ends later than one that
 * begins now is from before the database's clock was set back: from now on it lasts as long as any.
 * @returns how many
 */
export async function removeDeadProcesses(core: Core): Promise<number> {
  const dead = await core.database.query(
    `WITH cut AS (
       UPDATE "ServerProcess" SET "leaseEndsAt" = clock_timestamp() + make_interval(secs => $1::int)
       WHERE "leaseEndsAt" > clock_timestamp() + make_interval(secs => $1::int + 1)
     )
     DELETE FROM "ServerProcess" WHERE "leaseEndsAt" < clock_timestamp() RETURNING "id"`,
    [processLeaseSeconds],
  );
  return dead.length;
}
