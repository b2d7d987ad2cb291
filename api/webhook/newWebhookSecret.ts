import { randomBytes } from 'node:crypto';

/** A new secret after the Standard Webhooks specification. */
export function newWebhookSecret(): string {
  return `whsec_${randomBytes(32).toString('base64')}`;
}
