import type { z } from 'zod';
import type { Webhook } from '../../prisma/generated/client/client.ts';
import { lockRights } from '../agent/lockRights.ts';
import { changesBetween, recordAudit } from '../audit/recordAudit.ts';
import type { Actor } from '../core/actor.ts';
import type { Core } from '../core/core.ts';
import { NotFoundError } from '../core/errors.ts';
import { checkInput } from '../core/input.ts';
import { seal } from '../core/sealing.ts';
import { inTransaction } from '../core/transaction.ts';
import { eventBounds } from '../event/eventPage.ts';
import { numberEvents } from '../event/numberEvents.ts';
import { webhookPurpose } from './signatures.ts';
import { assertAddressIsCallable } from './webhookAddress.ts';
import { assertManagesWebhooks } from './webhookAccess.ts';
import { TooManyWebhooksError } from './webhookErrors.ts';
import { webhooksChanged } from './webhookEvents.ts';
import { webhookFields, webhookShape } from './webhookRules.ts';
import { newWebhookSecret } from './newWebhookSecret.ts';

/** Each reads all that happens. */
const mostWebhooks = 50;

/**
 * Makes a webhook, which is told what happens from now on as far as its maker may see it.
 * @throws InvalidInputError, NotAllowedError, NotFoundError, WebhookAddressRefusedError, TooManyWebhooksError
 */
export async function createWebhook(
  core: Core,
  actor: Actor,
  input: z.input<typeof webhookShape>,
): Promise<Webhook> {
  const fields = checkInput(webhookShape, input);
  assertManagesWebhooks(actor);
  await assertAddressIsCallable(core, fields.url);
  const sealedSecret = await seal(core, webhookPurpose, newWebhookSecret());
  await numberEvents(core);
  const { latest } = await eventBounds(core);
  return inTransaction(core, async (transaction, record) => {
    const maker = await lockRights(core, transaction, actor, 'MANAGE_WEBHOOKS');
    if ((await transaction.webhook.count()) >= mostWebhooks) throw new TooManyWebhooksError(mostWebhooks);
    if (fields.siteId && !(await transaction.site.findUnique({ where: { id: fields.siteId } })))
      throw new NotFoundError('site');
    const webhook = await transaction.webhook.create({
      data: { ...fields, agentId: maker.agentId, sealedSecret, lastNumber: latest },
    });
    const changes = changesBetween(webhookFields, {}, webhook);
    await recordAudit(transaction, maker, 'createWebhook', { type: 'Webhook', id: webhook.id }, changes);
    record(webhooksChanged());
    return webhook;
  });
}
