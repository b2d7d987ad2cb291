import { z } from 'zod';
import type { Webhook } from '../../prisma/generated/client/client.ts';
import { lockRights } from '../agent/lockRights.ts';
import { recordAudit } from '../audit/recordAudit.ts';
import type { Actor } from '../core/actor.ts';
import type { Core } from '../core/core.ts';
import { checkInput, id } from '../core/input.ts';
import { seal } from '../core/sealing.ts';
import { inTransaction } from '../core/transaction.ts';
import { webhookPurpose } from './signatures.ts';
import { assertManagesWebhooks, getWebhookToManage } from './webhookAccess.ts';
import { overlapMs } from './webhookRules.ts';
import { newWebhookSecret } from './newWebhookSecret.ts';

const shape = z.object({ webhookId: id });

/**
 * Gives a webhook a new secret. For a day both sign, so that the other side can change over without a gap.
 * @throws InvalidInputError, NotAllowedError, NotFoundError
 */
export async function rotateWebhookSecret(
  core: Core,
  actor: Actor,
  input: z.input<typeof shape>,
): Promise<Webhook> {
  const { webhookId } = checkInput(shape, input);
  assertManagesWebhooks(actor);
  const sealedSecret = await seal(core, webhookPurpose, newWebhookSecret());
  return inTransaction(core, async (transaction) => {
    const manager = await lockRights(core, transaction, actor, 'MANAGE_WEBHOOKS');
    const before = await getWebhookToManage(transaction, manager, webhookId);
    await recordAudit(transaction, manager, 'rotateWebhookSecret', { type: 'Webhook', id: webhookId });
    return transaction.webhook.update({
      where: { id: webhookId },
      data: {
        sealedSecret,
        sealedOldSecret: before.sealedSecret,
        oldSecretUntil: new Date(core.clock.now().getTime() + overlapMs),
      },
    });
  });
}
