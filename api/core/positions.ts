import type { Prisma } from '../../prisma/generated/client/client.ts';
import type { Transaction } from './transaction.ts';

/** Rows in the order that is wanted; those that it leaves out come after them, as they were. */
export function inGivenOrder<Row extends { id: string }>(
  rows: readonly Row[],
  ids: readonly string[],
): Row[] {
  const places = new Map(ids.map((id, place) => [id, place]));
  const placeOf = ({ id }: Row) => places.get(id) ?? ids.length;
  return rows.toSorted((a, b) => placeOf(a) - placeOf(b));
}

/** Numbers rows in this order, in one statement; `updatedAt` stays as it was. */
export async function writePositions(
  transaction: Transaction,
  table: Prisma.ModelName,
  ids: readonly string[],
): Promise<void> {
  await transaction.$executeRawUnsafe(
    `UPDATE "${table}" t SET "position" = o."place" - 1
    FROM unnest($1::uuid[]) WITH ORDINALITY AS o("id", "place") WHERE t."id" = o."id"`,
    ids,
  );
}
