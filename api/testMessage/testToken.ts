import type { Core } from '../core/core.ts';
import { holdLease } from '../core/lease.ts';
import { hashSecret, newSecret } from '../core/secret.ts';

/** How long a token is good. */
const seconds = 60;

/** A token is a lease of this name: the database's clock ends it, and nothing of it is kept that could be used. */
function leaseOf(token: string): string {
  return `testMessage ${hashSecret(token).slice(0, 40)}`;
}

/** Lets whoever has the database send one test message through the product. @returns the token for it */
export async function issueTestToken(core: Core): Promise<string> {
  const token = newSecret();
  await core.database.query(
    `DELETE FROM "Lease" WHERE "name" LIKE 'testMessage %' AND "endsAt" < clock_timestamp()`,
    [],
  );
  await holdLease(core, leaseOf(token), seconds);
  return token;
}

export async function isTestToken({ database }: Pick<Core, 'database'>, token: string): Promise<boolean> {
  const found = await database.query(
    `SELECT 1 AS "one" FROM "Lease" WHERE "name" = $1::text AND "endsAt" > clock_timestamp()`,
    [leaseOf(token)],
  );
  return found.length > 0;
}

/** Uses a token up. @returns whether it was good */
export async function useTestToken({ database }: Pick<Core, 'database'>, token: string): Promise<boolean> {
  const used = await database.query(
    `DELETE FROM "Lease" WHERE "name" = $1::text AND "endsAt" > clock_timestamp() RETURNING "name"`,
    [leaseOf(token)],
  );
  return used.length > 0;
}
