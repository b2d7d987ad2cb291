import type { Core } from '../core/core.ts';
import { unused } from './attachmentAccess.ts';
import { removeAttachments } from './removeAttachments.ts';

/** So long an attachment may wait for its message: a draft is finished, or given up, within a day. */
const waitingMs = 86_400_000;
/** How many are removed in one turn: the sweeps that keep time must not wait for it. */
const perTurn = 100;

/** Removes what was uploaded more than a day ago and is in no message, no reply, and nobody's avatar, or was never finished. */
export async function sweepAttachments(core: Core): Promise<void> {
  const before = new Date(core.clock.now().getTime() - waitingMs);
  await core.files.deleteUnfinished(before);
  const found = await core.database.prisma.attachment.findMany({
    where: { createdAt: { lt: before }, ...unused },
    orderBy: { createdAt: 'asc' },
    take: perTurn,
    select: { id: true },
  });
  await removeAttachments(
    core,
    found.map(({ id }) => id),
  );
}
