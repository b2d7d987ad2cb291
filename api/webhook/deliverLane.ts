import type { Core } from '../core/core.ts';
import { attemptDelivery } from './attemptDelivery.ts';

/** What a webhook is to be told about one visitor: one after the other, and nothing before what came earlier. */
export interface Lane {
  webhookId: string;
  visitorId: string;
}

/** Delivered in one go, before others have their turn. */
const perTurn = 25;

/**
 * Delivers what waits in a lane, in order, until something fails. Only one process at a time works on a lane: that is the
 * queue's to keep (`webhookQueue.ts`).
 * @returns when to go on; null when nothing is left to do
 */
export async function deliverLane(core: Core, { webhookId, visitorId }: Lane): Promise<Date | null> {
  for (let turn = 0; turn < perTurn; turn++) {
    const webhook = await core.database.prisma.webhook.findUnique({ where: { id: webhookId } });
    // Switched on again, it is woken for what waits.
    if (!webhook?.isEnabled) return null;
    const next = await core.database.prisma.webhookDelivery.findFirst({
      where: { webhookId, visitorId, status: 'PENDING' },
      orderBy: { position: 'asc' },
    });
    if (!next) return null;
    if (next.nextAttemptAt && next.nextAttemptAt > core.clock.now()) return next.nextAttemptAt;
    const again = await attemptDelivery(core, webhook, next);
    if (again) return again;
  }
  return core.clock.now();
}
