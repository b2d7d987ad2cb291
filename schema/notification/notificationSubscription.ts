import { asAgent } from '../../api/core/actor.ts';
import { followNotifications } from '../../api/notification/followNotifications.ts';
import { builder } from '../builder.ts';
import { nowAsking } from '../context.ts';
import { NotificationEventType } from './notificationType.ts';

builder.subscriptionField('notifications', (t) =>
  t.field({
    type: NotificationEventType,
    description:
      'Follows what one is notified of: first StreamStarted, then each notification as it comes. What came while nobody listened is not told later.',
    authScopes: { agent: true },
    subscribe: (_root, _args, context) =>
      followNotifications(context.core, asAgent(context.actor), nowAsking(context)),
    resolve: (event) => event,
  }),
);
