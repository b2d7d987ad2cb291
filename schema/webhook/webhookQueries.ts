import { NotFoundError } from '../../api/core/errors.ts';
import { checkInput, id as idShape } from '../../api/core/input.ts';
import { builder } from '../builder.ts';
import { EventTypeType } from '../event/eventType.ts';
import { WebhookDeliveryStatusType, WebhookDeliveryType } from './webhookDeliveryType.ts';
import { WebhookType } from './webhookType.ts';

const authScopes = { permission: 'MANAGE_WEBHOOKS' } as const;

builder.queryFields((t) => ({
  webhooks: t.prismaField({
    type: [WebhookType],
    description: 'All webhooks, in the order of their making; there are at most 50.',
    authScopes,
    resolve: (query, _root, _args, { core }) =>
      core.database.prisma.webhook.findMany({ ...query, orderBy: [{ createdAt: 'asc' }, { id: 'asc' }] }),
  }),
  webhookDeliveries: t.prismaConnection({
    type: WebhookDeliveryType,
    cursor: 'id',
    description: 'What a webhook was told or is to be told, the latest first.',
    authScopes,
    args: {
      webhookId: t.arg.id({ description: 'Which webhook.' }),
      status: t.arg({
        type: WebhookDeliveryStatusType,
        required: false,
        description: 'Only what became of it this.',
      }),
      type: t.arg({ type: EventTypeType, required: false, description: 'Only events of this type.' }),
    },
    resolve: (query, _root, { webhookId, status, type }, { core }) =>
      core.database.prisma.webhookDelivery.findMany({
        ...query,
        where: {
          webhookId: checkInput(idShape, webhookId),
          status: status ?? undefined,
          type: type ?? undefined,
        },
        orderBy: [{ position: 'desc' }],
      }),
  }),
  webhookDelivery: t.prismaField({
    type: WebhookDeliveryType,
    description: 'One delivery, with what it says and each try.',
    authScopes,
    args: { id: t.arg.id({ description: 'The delivery’s id.' }) },
    errors: { types: [NotFoundError] },
    resolve: async (query, _root, { id }, { core }) => {
      const found = await core.database.prisma.webhookDelivery.findUnique({
        ...query,
        where: { id: checkInput(idShape, id) },
      });
      if (!found) throw new NotFoundError('delivery');
      return found;
    },
  }),
}));
