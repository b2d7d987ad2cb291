import type { Core } from '../core/core.ts';
import { removeAttachments } from './removeAttachments.ts';

/** How many are removed in one turn: the sweeps that keep time must not wait for it. */
const perTurn = 50;

/** Removes what was discarded and is still there: its process died, or the store of files was away. */
export async function sweepDiscardedAttachments(core: Core): Promise<void> {
  const found = await core.database.prisma.attachment.findMany({
    where: { discardedAt: { not: null } },
    orderBy: { discardedAt: 'asc' },
    take: perTurn,
    select: { id: true },
  });
  await removeAttachments(
    core,
    found.map(({ id }) => id),
  );
}
