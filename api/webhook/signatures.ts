import { Webhook as Signer } from 'standardwebhooks';
import type { Webhook } from '../../prisma/generated/client/client.ts';
import type { Core } from '../core/core.ts';
import { unseal } from '../core/sealing.ts';

/** For what it is sealed. */
export const webhookPurpose = 'webhook';

/**
 * The secret that signs, as it is shown to those who manage webhooks.
 * @throws Error when it was sealed with a key that is gone
 */
export async function webhookSecretOf(
  core: Core,
  { sealedSecret }: Pick<Webhook, 'sealedSecret'>,
): Promise<string> {
  const secret = await unseal(core, webhookPurpose, sealedSecret);
  if (secret === undefined)
    throw new Error('The secret of a webhook cannot be read: SECRET_KEY has changed.');
  return secret;
}

/** The headers by which the other side knows that a body is ours, after the Standard Webhooks specification. */
export async function signedHeaders(
  core: Core,
  webhook: Webhook,
  messageId: string,
  body: string,
): Promise<Record<string, string>> {
  const now = core.clock.now();
  const isOldGood = webhook.sealedOldSecret && webhook.oldSecretUntil && webhook.oldSecretUntil > now;
  const oldSecret = isOldGood ? await unseal(core, webhookPurpose, webhook.sealedOldSecret ?? '') : undefined;
  const secrets = [await webhookSecretOf(core, webhook), ...(oldSecret ? [oldSecret] : [])];
  return {
    'content-type': 'application/json',
    'user-agent': 'Dukou-Webhooks/1.0',
    'webhook-id': messageId,
    'webhook-timestamp': String(Math.floor(now.getTime() / 1000)),
    'webhook-signature': secrets.map((secret) => new Signer(secret).sign(messageId, now, body)).join(' '),
  };
}
