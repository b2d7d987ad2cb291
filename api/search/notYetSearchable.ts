import { Prisma } from '../../prisma/generated/client/client.ts';
import type { Core } from '../core/core.ts';

/** Up to so many are named one by one. */
const mostNamed = 2_000;

const conditions = {
  Session: Prisma.sql`"searchableSeq" < "lastSeq"`,
  Visitor: Prisma.sql`"searchableVersion" < "version"`,
};

/**
 * What the index of search does not hold yet, as rows of ids. Usually a few, which are named, so that PostgreSQL knows that
 * they are few; of two columns that are compared it believes a third of all.
 */
export async function notYetSearchable(core: Core, table: keyof typeof conditions): Promise<Prisma.Sql> {
  const all = Prisma.sql`SELECT "id" FROM ${Prisma.raw(`"${table}"`)} WHERE ${conditions[table]}`;
  const rows = await core.database.prisma.$queryRaw<{ id: string }[]>`${all} LIMIT ${mostNamed + 1}`;
  if (rows.length > mostNamed) return all;
  return Prisma.sql`SELECT unnest(${rows.map(({ id }) => id)}::uuid[])`;
}
