import { z } from 'zod';
import type { WebhookDelivery } from '../../prisma/generated/client/client.ts';
import { recordAudit } from '../audit/recordAudit.ts';
import type { Actor } from '../core/actor.ts';
import type { Core } from '../core/core.ts';
import { checkInput, id } from '../core/input.ts';
import { inTransaction } from '../core/transaction.ts';
import { attemptDelivery } from './attemptDelivery.ts';
import { assertManagesWebhooks, getWebhookToManage } from './webhookAccess.ts';

const shape = z.object({ webhookId: id });

/**
 * Sends a test to a webhook at once, once, switched on or off. @returns what became of it
 * @throws InvalidInputError, NotAllowedError, NotFoundError, TooManyAttemptsError
 */
export async function sendTestEvent(
  core: Core,
  actor: Actor,
  input: z.input<typeof shape>,
): Promise<WebhookDelivery> {
  const { webhookId } = checkInput(shape, input);
  assertManagesWebhooks(actor);
  await core.rateLimits.count({ name: 'sendTestEvent', points: 20, seconds: 60 }, actor.agentId);
  const { webhook, delivery } = await inTransaction(core, async (transaction) => {
    const webhook = await getWebhookToManage(transaction, actor, webhookId);
    await recordAudit(transaction, actor, 'sendTestEvent', { type: 'Webhook', id: webhookId });
    // Never pending: nobody else delivers it, and it is not tried again.
    const delivery = await transaction.webhookDelivery.create({
      data: { webhookId, status: 'FAILED', createdAt: core.clock.now() },
    });
    return { webhook, delivery };
  });
  await attemptDelivery(core, webhook, delivery);
  return core.database.prisma.webhookDelivery.findUniqueOrThrow({ where: { id: delivery.id } });
}
