import { NotFoundError, TooManyAttemptsError } from '../../api/core/errors.ts';
import { replayWebhookDeliveries, replayWebhookDelivery } from '../../api/webhook/replayWebhookDeliveries.ts';
import { sendTestEvent } from '../../api/webhook/sendTestEvent.ts';
import { builder } from '../builder.ts';
import { WebhookDeliveryType } from './webhookDeliveryType.ts';
import { WebhookInput } from './webhookMutations.ts';

const ReplayReceipt = builder.objectRef<{ replayedCount: number }>('ReplayReceipt').implement({
  description: 'What is delivered once more.',
  fields: (t) => ({ replayedCount: t.exposeInt('replayedCount', { description: 'How many events.' }) }),
});

const ReplayWebhookDeliveryInput = builder.inputType('ReplayWebhookDeliveryInput', {
  description: 'What is to be delivered once more.',
  fields: (t) => ({ deliveryId: t.id({ description: 'Which delivery.' }) }),
});

const ReplayWebhookDeliveriesInput = builder.inputType('ReplayWebhookDeliveriesInput', {
  description: 'What is to be delivered once more.',
  fields: (t) => ({
    webhookId: t.id({ description: 'To which webhook.' }),
    from: t.field({ type: 'DateTime', description: 'The first moment that counts.' }),
    to: t.field({ type: 'DateTime', description: 'The first moment that counts no more.' }),
    isFailedOnly: t.boolean({ defaultValue: false, description: 'Only what was given up or skipped.' }),
  }),
});

const authScopes = { permission: 'MANAGE_WEBHOOKS' } as const;

builder.mutationFields((t) => ({
  replayWebhookDelivery: t.field({
    type: ReplayReceipt,
    description: 'Delivers an event once more, under the same id.',
    authScopes,
    args: { input: t.arg({ type: ReplayWebhookDeliveryInput, description: 'Which.' }) },
    errors: { types: [NotFoundError] },
    resolve: async (_root, { input }, { core, actor }) => {
      await replayWebhookDelivery(core, actor, input);
      return { replayedCount: 1 };
    },
  }),
  replayWebhookDeliveries: t.field({
    type: ReplayReceipt,
    description: 'Delivers the events of some time once more, each once, at most 10,000.',
    authScopes,
    args: { input: t.arg({ type: ReplayWebhookDeliveriesInput, description: 'Which.' }) },
    errors: { types: [NotFoundError] },
    resolve: async (_root, { input }, { core, actor }) => ({
      replayedCount: await replayWebhookDeliveries(core, actor, input),
    }),
  }),
  sendTestEvent: t.field({
    type: WebhookDeliveryType,
    description: 'Sends a test to a webhook at once, and tells what became of it.',
    authScopes,
    args: { input: t.arg({ type: WebhookInput, description: 'Which one.' }) },
    errors: { types: [NotFoundError, TooManyAttemptsError] },
    resolve: (_root, { input }, { core, actor }) => sendTestEvent(core, actor, input),
  }),
}));
