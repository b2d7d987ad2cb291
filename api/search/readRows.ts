import type { Prisma } from '../../prisma/generated/client/client.ts';
import type { Core } from '../core/core.ts';

/** Rows of a statement that is put together of parts, read past Prisma: searching is a hot path. */
export function readRows<Row>(core: Core, { text, values }: Prisma.Sql): Promise<Row[]> {
  return core.database.query<Row>(text, values);
}
