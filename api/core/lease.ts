import type { Core } from './core.ts';

// A lease that ends later than one that begins now is from before the database's clock was set back: it is cut to what a new
// one has, for who holds it renews it, and who has died must not hold it until that time comes again.
// One statement, of which only one process at a time gets an answer: the row lock decides, and its second look at the
// row counts. Who sees that another holds it writes nothing.
const statement = `
WITH previous AS (SELECT "processId", "endsAt" FROM "Lease" WHERE "name" = $1::text),
held AS (
  INSERT INTO "Lease" ("name", "processId", "endsAt")
  SELECT $1::text, $2::uuid, clock_timestamp() + make_interval(secs => $3::int)
  WHERE NOT EXISTS (SELECT 1 FROM previous WHERE "processId" <> $2::uuid AND "endsAt" > clock_timestamp())
  ON CONFLICT ("name") DO UPDATE SET "processId" = EXCLUDED."processId", "endsAt" = EXCLUDED."endsAt"
    WHERE "Lease"."processId" = EXCLUDED."processId" OR "Lease"."endsAt" <= clock_timestamp()
  RETURNING "name"
),
cut AS (
  UPDATE "Lease" SET "endsAt" = clock_timestamp() + make_interval(secs => $3::int)
  WHERE "name" = $1::text AND "processId" <> $2::uuid AND "endsAt" > clock_timestamp() + make_interval(secs => $3::int + 1)
)
SELECT GREATEST(0, EXTRACT(EPOCH FROM clock_timestamp() - previous."endsAt"))::float8 AS "vacantSeconds"
FROM held LEFT JOIN previous ON true`;

/** That this process holds a lease. */
export interface Hold {
  /** How long nobody had held it; 0 when there was no pause, or nobody ever did. */
  vacantSeconds: number;
}

/**
 * Lets one process at a time do something: takes or renews a lease for so many seconds by the database's clock. A
 * holder that dies is followed by another when its lease is over.
 * @returns undefined while another process holds it
 */
export async function holdLease(core: Core, name: string, seconds: number): Promise<Hold | undefined> {
  const [row] = await core.database.query<{ vacantSeconds: number | null }>(statement, [
    name,
    core.processId,
    seconds,
  ]);
  return row && { vacantSeconds: row.vacantSeconds ?? 0 };
}

/** Ends a lease of this process now, so that another can take it at once. */
export async function releaseLease(core: Core, name: string): Promise<void> {
  // The row stays: it says since when nobody holds the lease. The column keeps milliseconds and would round up: the lease
  // would then end in the future.
  await core.database.query(
    `UPDATE "Lease" SET "endsAt" = date_trunc('milliseconds', clock_timestamp())
     WHERE "name" = $1::text AND "processId" = $2::uuid AND "endsAt" > clock_timestamp()`,
    [name, core.processId],
  );
}
