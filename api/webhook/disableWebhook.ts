import type { WebhookDisabledReason } from '../../prisma/generated/client/enums.ts';
import { recordAudit } from '../audit/recordAudit.ts';
import { anonymous } from '../core/actor.ts';
import type { Core } from '../core/core.ts';
import { inTransaction } from '../core/transaction.ts';
import { webhooksChanged } from './webhookEvents.ts';

/** Switches a webhook off by itself, and says so in the audit and to those who manage webhooks. */
export async function disableWebhook(
  core: Core,
  webhookId: string,
  reason: WebhookDisabledReason,
): Promise<void> {
  await inTransaction(core, async (transaction, record) => {
    const { count } = await transaction.webhook.updateMany({
      where: { id: webhookId, isEnabled: true },
      data: { isEnabled: false, disabledReason: reason, disabledAt: core.clock.now() },
    });
    if (count === 0) return;
    const changes = {
      isEnabled: { before: true, after: false },
      disabledReason: { before: null, after: reason },
    };
    const target = { type: 'Webhook', id: webhookId } as const;
    await recordAudit(transaction, anonymous, 'disableWebhook', target, changes);
    record(webhooksChanged());
  });
  core.log.warn({ webhookId, reason }, 'a webhook was switched off');
}
