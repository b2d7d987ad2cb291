import { NotFoundError } from '../../api/core/errors.ts';
import { createWebhook } from '../../api/webhook/createWebhook.ts';
import { deleteWebhook } from '../../api/webhook/deleteWebhook.ts';
import { rotateWebhookSecret } from '../../api/webhook/rotateWebhookSecret.ts';
import { updateWebhook } from '../../api/webhook/updateWebhook.ts';
import { TooManyWebhooksError, WebhookAddressRefusedError } from '../../api/webhook/webhookErrors.ts';
import { builder } from '../builder.ts';
import { DeletionReceipt } from '../deletionReceipt.ts';
import { ErrorInterface } from '../errors.ts';
import { EventTypeType } from '../event/eventType.ts';
import { WebhookType } from './webhookType.ts';

builder.objectType(WebhookAddressRefusedError, {
  name: 'WebhookAddressRefusedError',
  description:
    'The address is within a private network or not by https: called only where the deployment allows it.',
  interfaces: [ErrorInterface],
});

builder.objectType(TooManyWebhooksError, {
  name: 'TooManyWebhooksError',
  description: 'There are as many webhooks as there may be.',
  interfaces: [ErrorInterface],
  fields: (t) => ({ limit: t.exposeInt('limit', { description: 'How many there may be.' }) }),
});

const descriptions = {
  name: 'What people call it; at most 100 characters.',
  url: 'Where events are posted to, by https; at most 2,000 characters.',
  types: 'What it is told of; empty for everything.',
  siteId: 'Only what happens on this site.',
};

const CreateWebhookInput = builder.inputType('CreateWebhookInput', {
  description: 'A webhook to be made.',
  fields: (t) => ({
    name: t.string({ description: descriptions.name }),
    url: t.string({ description: descriptions.url }),
    types: t.field({ type: [EventTypeType], defaultValue: [], description: descriptions.types }),
    siteId: t.id({ required: false, description: descriptions.siteId }),
  }),
});

const UpdateWebhookInput = builder.inputType('UpdateWebhookInput', {
  description:
    'What is to change of a webhook; what is left out or null stays, but for `siteId`: null takes it away.',
  fields: (t) => ({
    webhookId: t.id({ description: 'Which one.' }),
    name: t.string({ required: false, description: descriptions.name }),
    url: t.string({ required: false, description: descriptions.url }),
    types: t.field({ type: [EventTypeType], required: false, description: descriptions.types }),
    siteId: t.id({ required: false, description: descriptions.siteId }),
    isEnabled: t.boolean({
      required: false,
      description: 'Switched on again, it goes on where it stopped, as far back as events are kept.',
    }),
  }),
});

export const WebhookInput = builder.inputType('WebhookInput', {
  description: 'Which webhook.',
  fields: (t) => ({ webhookId: t.id({ description: 'Which one.' }) }),
});

const authScopes = { permission: 'MANAGE_WEBHOOKS' } as const;

builder.mutationFields((t) => ({
  createWebhook: t.field({
    type: WebhookType,
    description: 'Makes a webhook, which is told what happens from now on as far as its maker may see it.',
    authScopes,
    args: { input: t.arg({ type: CreateWebhookInput, description: 'What it is to be.' }) },
    errors: { types: [NotFoundError, WebhookAddressRefusedError, TooManyWebhooksError] },
    resolve: (_root, { input }, { core, actor }) =>
      createWebhook(core, actor, { ...input, siteId: input.siteId ?? null }),
  }),
  updateWebhook: t.field({
    type: WebhookType,
    description: 'Changes a webhook; from then on it is told what whoever changed it may see.',
    authScopes,
    args: { input: t.arg({ type: UpdateWebhookInput, description: 'Which, and what.' }) },
    errors: { types: [NotFoundError, WebhookAddressRefusedError] },
    resolve: (_root, { input }, { core, actor }) => updateWebhook(core, actor, input),
  }),
  deleteWebhook: t.field({
    type: DeletionReceipt,
    description: 'Deletes a webhook with its ledger.',
    authScopes,
    args: { input: t.arg({ type: WebhookInput, description: 'Which one.' }) },
    errors: { types: [NotFoundError] },
    resolve: async (_root, { input }, { core, actor }) => ({
      deletedId: await deleteWebhook(core, actor, input),
    }),
  }),
  rotateWebhookSecret: t.field({
    type: WebhookType,
    description: 'Gives a webhook a new secret; for a day the old one signs as well.',
    authScopes,
    args: { input: t.arg({ type: WebhookInput, description: 'Which one.' }) },
    errors: { types: [NotFoundError] },
    resolve: (_root, { input }, { core, actor }) => rotateWebhookSecret(core, actor, input),
  }),
}));
