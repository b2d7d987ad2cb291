import type { WebhookDelivery } from '../../prisma/generated/client/client.ts';
import { asAgent, type Actor } from '../core/actor.ts';
import type { Core } from '../core/core.ts';
import { findEventFor } from '../event/eventAccess.ts';
import { loadEvents } from '../event/loadEvents.ts';
import { payloadOf, testPayload } from './payloadRules.ts';

/**
 * What a delivery says, as JSON, made of the rows of now with the rights of whoever looks: nothing of it is kept, so that
 * the ledger shows nobody more than they may see, and nothing of those who were erased. Null for what they may not see.
 */
export async function deliveryPayload(
  core: Core,
  actor: Actor,
  { eventNumber, createdAt }: WebhookDelivery,
): Promise<string | null> {
  if (eventNumber === null) return JSON.stringify(testPayload(createdAt), null, 2);
  const event = await findEventFor(core, asAgent(actor), eventNumber);
  const [loaded] = await loadEvents(core, event ? [event] : []);
  return loaded ? JSON.stringify(payloadOf(loaded, actor), null, 2) : null;
}
