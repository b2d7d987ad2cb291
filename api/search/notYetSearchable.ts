import { Prisma } from '../../prisma/generated/client/client.ts';
import { mostHeld } from './idsHeld.ts';

const conditions = {
  Session: Prisma.sql`"searchableSeq" < "lastSeq"`,
  Visitor: Prisma.sql`"searchableVersion" < "version"`,
};

/**
 * What the index of search does not hold yet, as rows of ids: usually a few. Right after the upgrade of a large database
 * it is all; no more are told then than anybody asks for.
 */
export function notYetSearchable(table: keyof typeof conditions): Prisma.Sql {
  // As an array, because of two columns that are compared PostgreSQL believes a third of all.
  return Prisma.sql`SELECT unnest(ARRAY(
    SELECT "id" FROM ${Prisma.raw(`"${table}"`)} WHERE ${conditions[table]} LIMIT ${mostHeld + 1}))`;
}
