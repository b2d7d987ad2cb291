import { deliveryPayload } from '../../api/webhook/deliveryPayload.ts';
import { WebhookDeliveryStatus } from '../../prisma/generated/client/enums.ts';
import { builder } from '../builder.ts';
import { EventTypeType } from '../event/eventType.ts';
import { WebhookType } from './webhookType.ts';

export const WebhookDeliveryStatusType = builder.enumType('WebhookDeliveryStatus', {
  description: 'What became of something that a webhook is to be told.',
  values: {
    [WebhookDeliveryStatus.PENDING]: { description: 'To be delivered, now or after a pause.' },
    [WebhookDeliveryStatus.DELIVERED]: { description: 'The other side has taken it.' },
    [WebhookDeliveryStatus.FAILED]: { description: 'Given up after a day.' },
    [WebhookDeliveryStatus.SKIPPED]: {
      description: 'Not to be told any more: the maker may not see it now, or it is not kept.',
    },
  } as const,
});

const WebhookAttemptType = builder.prismaObject('WebhookAttempt', {
  fields: (t) => ({
    id: t.exposeID('id', { description: 'Unique among everything.' }),
    at: t.expose('at', { type: 'DateTime', description: 'When.' }),
    statusCode: t.exposeInt('statusCode', { nullable: true }),
    error: t.exposeString('error', { nullable: true }),
    answer: t.exposeString('answer', { description: 'The beginning of the answer, up to 1,024 characters.' }),
    durationMs: t.exposeInt('durationMs', { description: 'How long it took, in milliseconds.' }),
  }),
});

export const WebhookDeliveryType = builder.prismaObject('WebhookDelivery', {
  fields: (t) => ({
    id: t.exposeID('id', { description: 'Unique among everything.' }),
    webhook: t.relation('webhook', { type: WebhookType, description: 'To which webhook.' }),
    eventId: t.id({
      nullable: true,
      description: 'Of which event; null for a test.',
      resolve: ({ eventNumber }) => (eventNumber === null ? null : String(eventNumber)),
    }),
    type: t.expose('type', {
      type: EventTypeType,
      nullable: true,
      description: 'What happened; null for a test.',
    }),
    sessionId: t.exposeID('sessionId', { nullable: true, description: 'In which session, if in one.' }),
    status: t.expose('status', { type: WebhookDeliveryStatusType, description: 'What became of it.' }),
    attemptsCount: t.exposeInt('attemptsCount', { description: 'How often it was tried.' }),
    nextAttemptAt: t.expose('nextAttemptAt', {
      type: 'DateTime',
      nullable: true,
      description: 'When it is tried next; null when it is not, or at once.',
    }),
    createdAt: t.expose('createdAt', { type: 'DateTime', description: 'Since when it is to be delivered.' }),
    finishedAt: t.expose('finishedAt', {
      type: 'DateTime',
      nullable: true,
      description: 'When it was delivered or given up.',
    }),
    payload: t.string({
      nullable: true,
      description:
        'What it says, as JSON: as it would be sent now, as far as whoever asks may see it; null when they may not.',
      resolve: (delivery, _args, { core, actor }) => deliveryPayload(core, actor, delivery),
    }),
    attempts: t.relation('attempts', {
      type: WebhookAttemptType,
      args: {},
      description: 'The latest 50 tries, the latest first.',
      query: { orderBy: [{ at: 'desc' }, { id: 'desc' }], take: 50 },
    }),
  }),
});
