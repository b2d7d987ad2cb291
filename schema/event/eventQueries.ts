import { EventsExpiredError } from '../../api/event/eventErrors.ts';
import { readEvents, type EventsRead } from '../../api/event/readEvents.ts';
import { builder } from '../builder.ts';
import { EventTypeType, LoggedEventType } from './eventType.ts';

const EventPageType = builder.objectRef<EventsRead>('EventPage').implement({
  description: 'A page of what happened.',
  fields: (t) => ({
    events: t.expose('events', { type: [LoggedEventType], description: 'In order, the oldest first.' }),
    endCursor: t.exposeString('endCursor', {
      description: 'Give it as `after` for the next page, also when this one is empty.',
    }),
    hasNextPage: t.exposeBoolean('hasNextPage', {
      description: 'Whether there may be more right now; the next page may still be empty.',
    }),
  }),
});

export const eventArguments = {
  after: 'The cursor behind which to begin, be it days old.',
  types: 'Only events of these types; empty for all.',
  siteId: 'Only events of this site.',
};

builder.queryField('events', (t) =>
  t.field({
    type: EventPageType,
    description:
      'What happened in the sessions that one may see now, in order and each event once; from the oldest that is kept unless told. For agents and programs.',
    authScopes: { agent: true },
    args: {
      after: t.arg.string({ required: false, description: eventArguments.after }),
      types: t.arg({ type: [EventTypeType], required: false, description: eventArguments.types }),
      siteId: t.arg.id({ required: false, description: eventArguments.siteId }),
      first: t.arg.int({ required: false, description: 'How many; 50 unless told, 200 at most.' }),
    },
    errors: { types: [EventsExpiredError] },
    resolve: (_root, args, { core, actor }) => readEvents(core, actor, args),
  }),
);
