import { z } from 'zod';
import { lockRights } from '../agent/lockRights.ts';
import { changesBetween, recordAudit } from '../audit/recordAudit.ts';
import type { Actor } from '../core/actor.ts';
import type { Core } from '../core/core.ts';
import { checkInput, id } from '../core/input.ts';
import { inTransaction } from '../core/transaction.ts';
import { getWebhookToManage } from './webhookAccess.ts';
import { webhooksChanged } from './webhookEvents.ts';
import { webhookFields } from './webhookRules.ts';

const shape = z.object({ webhookId: id });

/** Deletes a webhook with its ledger. @returns its id @throws InvalidInputError, NotAllowedError, NotFoundError */
export async function deleteWebhook(core: Core, actor: Actor, input: z.input<typeof shape>): Promise<string> {
  const { webhookId } = checkInput(shape, input);
  return inTransaction(core, async (transaction, record) => {
    const manager = await lockRights(core, transaction, actor, 'MANAGE_WEBHOOKS');
    const before = await getWebhookToManage(transaction, manager, webhookId);
    await transaction.webhook.delete({ where: { id: webhookId } });
    const changes = changesBetween(webhookFields, before, {});
    await recordAudit(transaction, manager, 'deleteWebhook', { type: 'Webhook', id: webhookId }, changes);
    record(webhooksChanged());
    return webhookId;
  });
}
