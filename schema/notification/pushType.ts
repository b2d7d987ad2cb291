import { NotFoundError } from '../../api/core/errors.ts';
import { PushAddressRefusedError } from '../../api/notification/notificationErrors.ts';
import { ownPushSubscriptions } from '../../api/notification/pushSubscriptionAccess.ts';
import { subscribeToPush } from '../../api/notification/subscribeToPush.ts';
import { unsubscribeFromPush } from '../../api/notification/unsubscribeFromPush.ts';
import { vapidKeys } from '../../api/notification/vapidKeys.ts';
import { deviceOf } from '../../api/visitor/deviceRules.ts';
import type { PushSubscription } from '../../prisma/generated/client/client.ts';
import { builder } from '../builder.ts';
import { DeletionReceipt } from '../deletionReceipt.ts';
import { ErrorInterface } from '../errors.ts';
import { DeviceType } from '../session/visitFactsType.ts';

builder.objectType(PushAddressRefusedError, {
  name: 'PushAddressRefusedError',
  description: 'The endpoint is within a private network or not by https: no push service has such a one.',
  interfaces: [ErrorInterface],
});

const PushSubscriptionType = builder.objectRef<PushSubscription>('PushSubscription').implement({
  description: 'A browser that shows one notifications while the console is closed.',
  fields: (t) => ({
    id: t.exposeID('id', { description: 'Unique among everything.' }),
    device: t.field({
      type: DeviceType,
      description: 'The browser, system and device.',
      resolve: ({ userAgent }) => deviceOf(userAgent),
    }),
    host: t.exposeString('host', { description: 'The host of the push service.' }),
    createdAt: t.expose('createdAt', { type: 'DateTime', description: 'Since when.' }),
    lastSentAt: t.expose('lastSentAt', {
      type: 'DateTime',
      nullable: true,
      description: 'When something was pushed last; null for never.',
    }),
    isCurrent: t.boolean({
      description: 'Whether it is of the sign-in that asks.',
      resolve: ({ signInId }, _args, { actor }) => actor.kind === 'agent' && actor.credential.id === signInId,
    }),
  }),
});

const SubscribeToPushInput = builder.inputType('SubscribeToPushInput', {
  description: 'What a browser says of its subscription (PushSubscription of the Push API).',
  fields: (t) => ({
    endpoint: t.string({ description: 'Where it is written to, by https; at most 1,000 characters.' }),
    publicKey: t.string({ description: 'Its key `p256dh`, in base64url.' }),
    authSecret: t.string({ description: 'Its key `auth`, in base64url.' }),
    language: t.string({
      description: 'In which language it shows notifications, a BCP 47 tag.',
    }),
  }),
});

const UnsubscribeFromPushInput = builder.inputType('UnsubscribeFromPushInput', {
  description: 'Which browser is not to be told any more.',
  fields: (t) => ({ pushSubscriptionId: t.id({ description: 'One of one’s own.' }) }),
});

const inPerson = { authScopes: { inPerson: true } };

builder.queryFields((t) => ({
  pushKey: t.string({
    ...inPerson,
    description: 'The public key by which browsers subscribe to pushes (`applicationServerKey`).',
    resolve: async (_root, _args, { core }) => (await vapidKeys(core)).publicKey,
  }),
  pushSubscriptions: t.field({
    ...inPerson,
    type: [PushSubscriptionType],
    description: 'One’s browsers that show notifications while the console is closed. At most 20.',
    resolve: (_root, _args, { core, actor }) => ownPushSubscriptions(core, actor),
  }),
}));

builder.mutationFields((t) => ({
  subscribeToPush: t.field({
    ...inPerson,
    type: PushSubscriptionType,
    description: 'Has the browser of this sign-in show notifications while the console is closed.',
    args: { input: t.arg({ type: SubscribeToPushInput, description: 'The browser’s subscription.' }) },
    errors: { types: [PushAddressRefusedError] },
    resolve: (_root, { input }, { core, actor, userAgent, ownOrigin }) =>
      subscribeToPush(core, actor, input, { userAgent, ownOrigin }),
  }),
  unsubscribeFromPush: t.field({
    ...inPerson,
    type: DeletionReceipt,
    description: 'Has one of one’s browsers not show notifications any more while the console is closed.',
    args: { input: t.arg({ type: UnsubscribeFromPushInput, description: 'Which one.' }) },
    errors: { types: [NotFoundError] },
    resolve: async (_root, { input }, { core, actor }) => ({
      deletedId: await unsubscribeFromPush(core, actor, input),
    }),
  }),
}));
