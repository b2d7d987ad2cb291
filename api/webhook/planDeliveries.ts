import { uuidv7 } from 'uuidv7';
import type { Webhook } from '../../prisma/generated/client/client.ts';
import type { Core } from '../core/core.ts';
import { inTransaction } from '../core/transaction.ts';
import { EventsExpiredError } from '../event/eventErrors.ts';
import { eventBounds, eventPage } from '../event/eventPage.ts';
import { numberEvents } from '../event/numberEvents.ts';
import type { Lane } from './deliverLane.ts';
import { disableWebhook } from './disableWebhook.ts';
import { makerOf } from './webhookAccess.ts';

const pageSize = 200;

/**
 * Writes down for every webhook that is on what it is to be told of what happened since it was last looked at. Safe to run
 * on several processes at once, and to be killed anywhere: the deliveries and how far they go are written together.
 * @returns the lanes in which there is something new
 */
export async function planDeliveries(core: Core): Promise<Lane[]> {
  const webhooks = await core.database.prisma.webhook.findMany({ where: { isEnabled: true } });
  if (webhooks.length === 0) return [];
  await numberEvents(core);
  const lanes: Lane[] = [];
  for (const webhook of webhooks) lanes.push(...(await planFor(core, webhook)));
  return lanes;
}

async function planFor(core: Core, webhook: Webhook): Promise<Lane[]> {
  const maker = await makerOf(core, webhook);
  if (!maker) {
    await disableWebhook(core, webhook.id, 'MAKER_GONE');
    return [];
  }
  const { id: webhookId, siteId, types } = webhook;
  const visitorIds = new Set<string>();
  let last = webhook.lastNumber;
  for (let hasMore = true; hasMore;) {
    const page = await eventPage(core, maker, last, { types, siteId }, pageSize).catch(
      async (error: unknown) => {
        // It was off for longer than events are kept: it goes on with what there is.
        if (!(error instanceof EventsExpiredError)) throw error;
        const { oldest } = await eventBounds(core);
        return eventPage(core, maker, oldest, { types, siteId }, pageSize);
      },
    );
    if (page.end === last) break;
    const from = last;
    const isOurs = await inTransaction(core, async (transaction) => {
      const { count } = await transaction.webhook.updateMany({
        where: { id: webhookId, lastNumber: from },
        data: { lastNumber: page.end },
      });
      // Another process was here first, and goes on.
      if (count === 0) return false;
      await transaction.webhookDelivery.createMany({
        data: page.events.map(({ number, type, visitorId, sessionId }) => ({
          id: uuidv7(),
          webhookId,
          eventNumber: number,
          type,
          visitorId,
          sessionId,
          createdAt: core.clock.now(),
        })),
      });
      return true;
    });
    if (!isOurs) break;
    for (const { visitorId } of page.events) visitorIds.add(visitorId);
    last = page.end;
    hasMore = page.hasMore;
  }
  return [...visitorIds].map((visitorId) => ({ webhookId, visitorId }));
}
