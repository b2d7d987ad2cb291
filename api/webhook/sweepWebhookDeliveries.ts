import type { Core } from '../core/core.ts';
import { getSettings } from '../setting/settings.ts';

/** Deletes what was delivered or given up as long ago as events are kept, with its attempts. */
export async function sweepWebhookDeliveries(core: Core): Promise<void> {
  const { eventRetentionDays } = await getSettings(core);
  const before = new Date(core.clock.now().getTime() - eventRetentionDays * 86_400_000);
  await core.database.prisma.webhookDelivery.deleteMany({
    where: { createdAt: { lt: before }, status: { not: 'PENDING' } },
  });
}
