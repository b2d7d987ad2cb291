import { webhookSecretOf } from '../../api/webhook/signatures.ts';
import { webhookHealth, type WebhookHealth } from '../../api/webhook/webhookHealth.ts';
import { WebhookDisabledReason } from '../../prisma/generated/client/enums.ts';
import { builder } from '../builder.ts';
import { EventTypeType } from '../event/eventType.ts';

const WebhookDisabledReasonType = builder.enumType('WebhookDisabledReason', {
  description: 'Why the product itself switched a webhook off.',
  values: {
    [WebhookDisabledReason.FAILING]: { description: 'Nothing could be delivered for a day.' },
    [WebhookDisabledReason.MAKER_GONE]: {
      description: 'Whoever made it is locked out, or may not manage webhooks any more.',
    },
  } as const,
});

const WebhookHealthType = builder.objectRef<WebhookHealth>('WebhookHealth').implement({
  description: 'How a webhook has done in the last 24 hours.',
  fields: (t) => ({
    deliveredCount: t.exposeInt('deliveredCount', { description: 'What was delivered.' }),
    attemptsCount: t.exposeInt('attemptsCount', { description: 'How often it was tried.' }),
    failedAttemptsCount: t.exposeInt('failedAttemptsCount', { description: 'How often that failed.' }),
    pendingCount: t.exposeInt('pendingCount', { description: 'What waits to be delivered now.' }),
  }),
});

export const WebhookType = builder.prismaObject('Webhook', {
  fields: (t) => ({
    id: t.exposeID('id', { description: 'Unique among everything.' }),
    name: t.exposeString('name', { description: 'What people call it.' }),
    url: t.exposeString('url', { description: 'Where events are posted to.' }),
    types: t.expose('types', { type: [EventTypeType] }),
    site: t.relation('site', { nullable: true, description: 'Only what happens there; null for all sites.' }),
    agent: t.relation('agent', {
      description: 'Who made or last changed it: it is told what they may see.',
    }),
    secret: t.string({
      description: 'Proves to the other side that a call is ours, after the Standard Webhooks specification.',
      resolve: (webhook, _args, { core }) => webhookSecretOf(core, webhook),
    }),
    oldSecretUntil: t.field({
      type: 'DateTime',
      nullable: true,
      description: 'Until when the secret before the last rotation signs as well.',
      resolve: ({ oldSecretUntil }) => oldSecretUntil,
    }),
    isEnabled: t.exposeBoolean('isEnabled', { description: 'Whether it is told anything.' }),
    disabledReason: t.expose('disabledReason', {
      type: WebhookDisabledReasonType,
      nullable: true,
      description: 'Why the product switched it off; null when it did not.',
    }),
    disabledAt: t.expose('disabledAt', {
      type: 'DateTime',
      nullable: true,
      description: 'When it was switched off.',
    }),
    lastSuccessAt: t.expose('lastSuccessAt', {
      type: 'DateTime',
      nullable: true,
      description: 'When something was last delivered.',
    }),
    failingSince: t.expose('failingSince', { type: 'DateTime', nullable: true }),
    createdAt: t.expose('createdAt', { type: 'DateTime', description: 'When it was made.' }),
    health: t.field({
      type: WebhookHealthType,
      description: 'How it has done in the last 24 hours.',
      resolve: ({ id }, _args, { core }) => webhookHealth(core, id),
    }),
  }),
});
