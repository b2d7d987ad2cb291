import webPush from 'web-push';
import type { PushSubscription } from '../../prisma/generated/client/client.ts';
import type { Core } from '../core/core.ts';
import { callWebhook } from '../webhook/callWebhook.ts';
import { pushAddressOf } from './pushSubscriptionAccess.ts';
import { vapidKeys } from './vapidKeys.ts';

/** What a browser is told; its own texts make a sentence of it. */
export type PushPayload = Record<string, string | number | boolean | null>;

export interface PushOptions {
  /** How long the push service keeps it for a browser that is not there. */
  ttlSeconds: number;
  isUrgent: boolean;
  /** What comes later about the same takes the place of what is not delivered yet; at most 32 letters and digits. */
  topic?: string;
}

export interface PushResult {
  isDelivered: boolean;
  /** The browser is not subscribed any more, and has been forgotten. */
  isGone: boolean;
  /** What the push service answered; null when it did not. */
  statusCode: number | null;
  /** Why there was no answer. */
  error: string | null;
}

/**
 * Pushes something to a browser, encrypted so that only it can read it (RFC 8291). What the push service does not know any more
 * is deleted. Never throws for what is the other side's affair; only public addresses are called.
 */
export async function sendPush(
  core: Core,
  subscription: PushSubscription,
  payload: PushPayload,
  { ttlSeconds, isUrgent, topic }: PushOptions,
): Promise<PushResult> {
  const address = await pushAddressOf(core, subscription);
  if (!address) return forget(core, subscription, { statusCode: null, error: 'SEALED' });
  const { endpoint, publicKey, authSecret, origin } = address;
  const { headers, body } = webPush.generateRequestDetails(
    { endpoint, keys: { p256dh: publicKey, auth: authSecret } },
    JSON.stringify(payload),
    {
      vapidDetails: { subject: subjectOf(origin), ...(await vapidKeys(core)) },
      TTL: ttlSeconds,
      urgency: isUrgent ? 'high' : 'normal',
      ...(topic && { topic }),
    },
  );
  const sent = await callWebhook(core, endpoint, textOf(headers), body);
  if (sent.statusCode === 404 || sent.statusCode === 410) return forget(core, subscription, sent);
  if (sent.isDelivered)
    await core.database.prisma.pushSubscription.updateMany({
      where: { id: subscription.id },
      data: { lastSentAt: core.clock.now() },
    });
  else {
    const { statusCode, error, answer } = sent;
    core.log.warn({ host: subscription.host, statusCode, error, answer }, 'a push was not taken');
  }
  return { isDelivered: sent.isDelivered, isGone: false, statusCode: sent.statusCode, error: sent.error };
}

async function forget(
  core: Core,
  { id, endpointHash, host }: PushSubscription,
  { statusCode, error }: Pick<PushResult, 'statusCode' | 'error'>,
): Promise<PushResult> {
  // A browser that has subscribed anew meanwhile has another endpoint.
  await core.database.prisma.pushSubscription.deleteMany({ where: { id, endpointHash } });
  core.log.info({ host, statusCode }, 'a browser is not subscribed to pushes any more');
  return { isDelivered: false, isGone: true, statusCode, error };
}

/** Whom a push service turns to: it takes addresses by https, and of e-mail. */
function subjectOf(origin: string): string {
  const { protocol, hostname } = new URL(origin);
  return protocol === 'https:' ? origin : `mailto:admin@${hostname}`;
}

function textOf(headers: Record<string, unknown>): Record<string, string> {
  return Object.fromEntries(Object.entries(headers).map(([name, value]) => [name, String(value)]));
}
