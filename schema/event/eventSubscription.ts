import { followEvents } from '../../api/event/followEvents.ts';
import { builder } from '../builder.ts';
import { nowAsking } from '../context.ts';
import { eventArguments } from './eventQueries.ts';
import { EventTypeType, LoggedEventType } from './eventType.ts';

builder.subscriptionField('events', (t) =>
  t.field({
    type: LoggedEventType,
    description:
      'Follows what happens in the sessions that one may see: first every event after the cursor, then whatever comes, in order and each once; without a cursor from now on. After a lost connection, subscribe again with the last cursor that arrived. When events after it are not kept any more, the error’s code is EVENTS_EXPIRED and its extension `oldestCursor`.',
    authScopes: { agent: true },
    args: {
      after: t.arg.string({ required: false, description: eventArguments.after }),
      types: t.arg({ type: [EventTypeType], required: false, description: eventArguments.types }),
      siteId: t.arg.id({ required: false, description: eventArguments.siteId }),
    },
    subscribe: (_root, args, context) => followEvents(context.core, context.actor, args, nowAsking(context)),
    resolve: (event) => event,
  }),
);
