import type { Webhook, WebhookDelivery } from '../../prisma/generated/client/client.ts';
import type { Core } from '../core/core.ts';
import { inTransaction } from '../core/transaction.ts';
import { findEventFor } from '../event/eventAccess.ts';
import { loadEvents } from '../event/loadEvents.ts';
import { callWebhook, type CallResult } from './callWebhook.ts';
import { disableWebhook } from './disableWebhook.ts';
import { payloadOf, testPayload, type WebhookPayload } from './payloadRules.ts';
import { signedHeaders } from './signatures.ts';
import { lockWebhook, makerOf } from './webhookAccess.ts';
import { giveUpMs, pauseAfter } from './webhookRules.ts';

/**
 * Tries to deliver something once, and writes down what became of it.
 * @returns when to try again; null when there is nothing more to try, or the webhook is off now
 */
export async function attemptDelivery(
  core: Core,
  webhook: Webhook,
  delivery: WebhookDelivery,
): Promise<Date | null> {
  const maker = await makerOf(core, webhook);
  if (!maker) {
    await disableWebhook(core, webhook.id, 'MAKER_GONE');
    return null;
  }
  const payload = await payloadFor();
  if (!payload) {
    await finish(core, delivery, 'SKIPPED');
    return null;
  }
  const body = JSON.stringify(payload);
  const messageId = delivery.eventNumber === null ? `test_${delivery.id}` : `event_${payload.id}`;
  const headers = await signedHeaders(core, webhook, messageId, body);
  const result = await callWebhook(core, webhook.url, headers, body);
  return record(core, webhook, delivery, result);

  async function payloadFor(): Promise<WebhookPayload | undefined> {
    if (delivery.eventNumber === null) return testPayload(delivery.createdAt);
    const event = maker && (await findEventFor(core, maker, delivery.eventNumber));
    const [loaded] = await loadEvents(core, event ? [event] : []);
    return maker && loaded && payloadOf(loaded, maker);
  }
}

async function finish(core: Core, { id }: WebhookDelivery, status: 'SKIPPED'): Promise<void> {
  const data = { status, nextAttemptAt: null, finishedAt: core.clock.now() };
  await core.database.prisma.webhookDelivery.updateMany({ where: { id }, data });
}

async function record(
  core: Core,
  webhook: Webhook,
  delivery: WebhookDelivery,
  { isDelivered, ...attempt }: CallResult,
): Promise<Date | null> {
  const now = core.clock.now();
  const firstAttemptAt = delivery.firstAttemptAt ?? now;
  const attemptsCount = delivery.attemptsCount + 1;
  const isTest = delivery.eventNumber === null;
  const isOver = isDelivered || isTest || now.getTime() - firstAttemptAt.getTime() >= giveUpMs;
  const pause = pauseAfter(attemptsCount, core.environment.webhookRetrySeconds * 1000, Math.random());
  const nextAttemptAt = isOver ? null : new Date(now.getTime() + pause);
  const status = isDelivered ? 'DELIVERED' : isOver ? 'FAILED' : 'PENDING';
  const failingSince = isDelivered ? null : (webhook.failingSince ?? now);
  await inTransaction(core, async (transaction) => {
    // Before its delivery, as whoever deletes a webhook locks them.
    await lockWebhook(transaction, webhook.id);
    const { count } = await transaction.webhookDelivery.updateMany({
      where: { id: delivery.id },
      data: { status, attemptsCount, firstAttemptAt, nextAttemptAt, finishedAt: isOver ? now : null },
    });
    // Deleted with its webhook meanwhile.
    if (count === 0) return;
    await transaction.webhookAttempt.create({ data: { ...attempt, deliveryId: delivery.id, at: now } });
    if (isDelivered) {
      await transaction.webhook.updateMany({
        where: { id: webhook.id },
        data: { lastSuccessAt: now, failingSince: null },
      });
    } else if (!isTest) {
      await transaction.webhook.updateMany({
        where: { id: webhook.id, failingSince: null },
        data: { failingSince: now },
      });
    }
  });
  if (!isTest && failingSince && now.getTime() - failingSince.getTime() >= giveUpMs) {
    await disableWebhook(core, webhook.id, 'FAILING');
    return null;
  }
  return nextAttemptAt;
}
