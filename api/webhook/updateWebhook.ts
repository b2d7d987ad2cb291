import { z } from 'zod';
import type { Webhook } from '../../prisma/generated/client/client.ts';
import { lockRights } from '../agent/lockRights.ts';
import { changesBetween, recordAudit } from '../audit/recordAudit.ts';
import type { Actor } from '../core/actor.ts';
import type { Core } from '../core/core.ts';
import { NotFoundError } from '../core/errors.ts';
import { checkInput, id } from '../core/input.ts';
import { inTransaction } from '../core/transaction.ts';
import { assertAddressIsCallable } from './webhookAddress.ts';
import { assertManagesWebhooks, getWebhookToManage } from './webhookAccess.ts';
import { webhooksChanged } from './webhookEvents.ts';
import { webhookFields, webhookShape } from './webhookRules.ts';

const shape = z.object({
  webhookId: id,
  name: webhookShape.shape.name.nullish(),
  url: webhookShape.shape.url.nullish(),
  types: webhookShape.shape.types.nullish(),
  siteId: webhookShape.shape.siteId.optional(),
  isEnabled: z.boolean().nullish(),
});

/**
 * Changes a webhook, or switches it off or on again: then it goes on where it stopped. From now on it is told what whoever
 * changes it may see: nobody can point a webhook of somebody with more rights at another address. What is left out or null
 * stays, but for the site, which null takes away.
 * @throws InvalidInputError, NotAllowedError, NotFoundError, WebhookAddressRefusedError
 */
export async function updateWebhook(
  core: Core,
  actor: Actor,
  input: z.input<typeof shape>,
): Promise<Webhook> {
  const { webhookId, siteId, ...given } = checkInput(shape, input);
  assertManagesWebhooks(actor);
  if (given.url) await assertAddressIsCallable(core, given.url);
  return inTransaction(core, async (transaction, record) => {
    const editor = await lockRights(core, transaction, actor, 'MANAGE_WEBHOOKS');
    const before = await getWebhookToManage(transaction, editor, webhookId);
    if (siteId && !(await transaction.site.findUnique({ where: { id: siteId } })))
      throw new NotFoundError('site');
    const wanted = {
      name: given.name ?? before.name,
      url: given.url ?? before.url,
      types: given.types ?? before.types,
      siteId: siteId === undefined ? before.siteId : siteId,
      isEnabled: given.isEnabled ?? before.isEnabled,
    };
    const changes = changesBetween(webhookFields, before, wanted);
    if (Object.keys(changes).length === 0) return before;
    await recordAudit(transaction, editor, 'updateWebhook', { type: 'Webhook', id: webhookId }, changes);
    const isSwitched = before.isEnabled !== wanted.isEnabled;
    record(webhooksChanged());
    const webhook = await transaction.webhook.update({
      where: { id: webhookId },
      data: {
        ...wanted,
        agentId: editor.agentId,
        ...(isSwitched && {
          disabledReason: null,
          disabledAt: wanted.isEnabled ? null : core.clock.now(),
          failingSince: null,
        }),
      },
    });
    if (isSwitched && wanted.isEnabled) {
      // What waited for the end of a pause is tried at once, and has its whole day again.
      await transaction.webhookDelivery.updateMany({
        where: { webhookId, status: 'PENDING' },
        data: { nextAttemptAt: null, firstAttemptAt: null },
      });
    }
    return webhook;
  });
}
