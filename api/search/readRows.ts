import type { Prisma } from '../../prisma/generated/client/client.ts';
import type { Core } from '../core/core.ts';

/**
 * Rows of a statement that is put together of parts, read past Prisma: searching is a hot path. They say where to look, and
 * may come from a replica; what is shown is then read from the primary, and matched and allowed there.
 */
export function readRows<Row>(core: Core, { text, values }: Prisma.Sql): Promise<Row[]> {
  return core.readReplica.query<Row>(text, values);
}
