import { z } from 'zod';
import { lockRights } from '../agent/lockRights.ts';
import { recordAudit } from '../audit/recordAudit.ts';
import type { Actor } from '../core/actor.ts';
import type { Core } from '../core/core.ts';
import { NotFoundError } from '../core/errors.ts';
import { checkInput, id } from '../core/input.ts';
import { inTransaction } from '../core/transaction.ts';
import { assertManagesWebhooks, getWebhookToManage } from './webhookAccess.ts';
import { webhooksChanged } from './webhookEvents.ts';

const oneShape = z.object({ deliveryId: id });
const manyShape = z.object({
  webhookId: id,
  from: z.date(),
  to: z.date(),
  isFailedOnly: z.boolean().nullish(),
});

/** Delivered again at once. */
const mostReplayed = 10_000;

/**
 * Delivers once more what was delivered or given up: under the same id, after what is still to come about the same visitor.
 * @returns the webhook's id @throws InvalidInputError, NotAllowedError, NotFoundError
 */
export async function replayWebhookDelivery(
  core: Core,
  actor: Actor,
  input: z.input<typeof oneShape>,
): Promise<string> {
  const { deliveryId } = checkInput(oneShape, input);
  assertManagesWebhooks(actor);
  const delivery = await core.database.prisma.webhookDelivery.findUnique({ where: { id: deliveryId } });
  if (!delivery?.eventNumber) throw new NotFoundError('delivery');
  const { webhookId } = delivery;
  await inTransaction(core, async (transaction, record) => {
    const manager = await lockRights(core, transaction, actor, 'MANAGE_WEBHOOKS');
    await getWebhookToManage(transaction, manager, webhookId);
    await transaction.$executeRaw`
      INSERT INTO "WebhookDelivery" ("id", "webhookId", "eventNumber", "type", "visitorId", "sessionId", "createdAt")
      SELECT gen_random_uuid(), "webhookId", "eventNumber", "type", "visitorId", "sessionId", ${core.clock.now()}::timestamptz
      FROM "WebhookDelivery" WHERE "id" = ${deliveryId}::uuid`;
    const target = { type: 'Webhook', id: webhookId } as const;
    await recordAudit(transaction, manager, 'replayWebhookDelivery', target);
    record(webhooksChanged());
  });
  return webhookId;
}

/**
 * Delivers once more what was to be delivered in some time, or only what was given up of it, each event once.
 * @returns how many @throws InvalidInputError, NotAllowedError, NotFoundError
 */
export async function replayWebhookDeliveries(
  core: Core,
  actor: Actor,
  input: z.input<typeof manyShape>,
): Promise<number> {
  const { webhookId, from, to, isFailedOnly } = checkInput(manyShape, input);
  return inTransaction(core, async (transaction, record) => {
    const manager = await lockRights(core, transaction, actor, 'MANAGE_WEBHOOKS');
    await getWebhookToManage(transaction, manager, webhookId);
    const count = await transaction.$executeRaw`
      INSERT INTO "WebhookDelivery" ("id", "webhookId", "eventNumber", "type", "visitorId", "sessionId", "createdAt")
      SELECT gen_random_uuid(), ${webhookId}::uuid, "eventNumber", "type", "visitorId", "sessionId",
        ${core.clock.now()}::timestamptz
      FROM (
        SELECT DISTINCT ON ("eventNumber") * FROM "WebhookDelivery"
        WHERE "webhookId" = ${webhookId}::uuid AND "eventNumber" IS NOT NULL
          AND "createdAt" >= ${from}::timestamptz AND "createdAt" < ${to}::timestamptz
        ORDER BY "eventNumber", "position" DESC
        LIMIT ${mostReplayed}
      ) latest
      WHERE "status" IN ('FAILED', 'SKIPPED') OR ("status" = 'DELIVERED' AND NOT ${isFailedOnly === true})
      ORDER BY "eventNumber"`;
    const changes = {
      from: { before: null, after: from.toISOString() },
      to: { before: null, after: to.toISOString() },
    };
    const target = { type: 'Webhook', id: webhookId } as const;
    await recordAudit(transaction, manager, 'replayWebhookDeliveries', target, changes);
    record(webhooksChanged());
    return count;
  });
}
