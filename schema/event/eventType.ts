import { EventsExpiredError } from '../../api/event/eventErrors.ts';
import type { LoadedEvent } from '../../api/event/loadEvents.ts';
import { EventType } from '../../prisma/generated/client/enums.ts';
import { AgentType } from '../agent/agentType.ts';
import { builder } from '../builder.ts';
import { ContactKindType } from '../contactDetail/contactDetailType.ts';
import { ErrorInterface } from '../errors.ts';
import { MessageType } from '../message/messageType.ts';
import { SessionType } from '../session/sessionType.ts';
import { TagType } from '../tag/tagType.ts';
import { VisitorType } from '../visitor/visitorType.ts';

export const EventTypeType = builder.enumType('EventType', {
  description: 'What happened, for programs that follow what happens.',
  values: {
    [EventType.SESSION_OPENED]: { description: 'A visitor has a new session.' },
    [EventType.SESSION_ASSIGNED]: {
      description: 'An agent was given the session or took it: `agent`, for `reason`.',
    },
    [EventType.SESSION_WAITING]: { description: 'Nobody has the session for now, for `reason`.' },
    [EventType.SESSION_ENDED]: { description: 'The session has ended, for `reason`.' },
    [EventType.SESSION_RATED]: { description: 'The visitor has said how it was, or said so anew.' },
    [EventType.MESSAGE_SENT]: { description: 'The visitor or an agent wrote `message`.' },
    [EventType.MESSAGE_LEFT]: { description: 'The visitor wrote while nobody was reachable.' },
    [EventType.MESSAGE_RECALLED]: {
      description: 'An agent has taken `message` back: whoever has a copy is to forget it too.',
    },
    [EventType.VISITOR_CHANGED]: { description: 'Nickname, note or attributes have changed.' },
    [EventType.VISITOR_IDENTIFIED]: { description: 'The site’s own system has said who the visitor is.' },
    [EventType.VISITOR_TAGGED]: { description: 'The visitor was given `tag`.' },
    [EventType.VISITOR_UNTAGGED]: { description: '`tag` was taken from the visitor.' },
    [EventType.CONTACT_DETAILS_FOUND]: {
      description: 'Contact data of `kinds` was read out of what the visitor wrote.',
    },
    [EventType.CONTACT_DETAILS_CHANGED]: {
      description: 'An agent added, confirmed, corrected or rejected contact data.',
    },
    [EventType.VISITOR_BLOCKED]: { description: 'The visitor was blocked.' },
    [EventType.VISITOR_UNBLOCKED]: { description: 'The visitor may come again.' },
    [EventType.VISITOR_ERASED]: {
      description:
        'All that is personal about the visitor was erased: whoever has a copy is to erase it too.',
    },
  } as const,
});

export const LoggedEventType = builder.objectRef<LoadedEvent>('Event').implement({
  description:
    'That something happened. What it is about is told as it is now, with the rights of whoever reads it.',
  fields: (t) => ({
    id: t.id({
      description: 'Unique among events, and the same wherever the event is told, webhooks included.',
      resolve: ({ event }) => String(event.number),
    }),
    cursor: t.string({
      description: 'Give it as `after` to go on behind this event.',
      resolve: ({ event }) => String(event.number),
    }),
    type: t.field({
      type: EventTypeType,
      description: 'What happened.',
      resolve: ({ event }) => event.type,
    }),
    at: t.field({ type: 'DateTime', description: 'When.', resolve: ({ event }) => event.at }),
    siteId: t.id({ description: 'On which site.', resolve: ({ event }) => event.siteId }),
    visitor: t.expose('visitor', { type: VisitorType, nullable: true, description: 'To whom.' }),
    session: t.expose('session', {
      type: SessionType,
      nullable: true,
      description: 'In which session; null when in none.',
    }),
    message: t.expose('message', {
      type: MessageType,
      nullable: true,
      description:
        'What was written, for MESSAGE_SENT and MESSAGE_LEFT, or what is left of it, for MESSAGE_RECALLED.',
    }),
    tag: t.expose('tag', { type: TagType, nullable: true, description: 'Which tag was given or taken.' }),
    agent: t.expose('agent', {
      type: AgentType,
      nullable: true,
      description: 'Who has the session now, who wrote, or by whose hand it happened.',
    }),
    reason: t.string({
      nullable: true,
      description: 'Why, as AssignmentReason or SessionEndReason.',
      resolve: ({ event }) => event.reason,
    }),
    contactKinds: t.field({
      type: [ContactKindType],
      description: 'Of which kinds contact data was found.',
      resolve: ({ event }) => event.kinds,
    }),
  }),
});

builder.objectType(EventsExpiredError, {
  name: 'EventsExpiredError',
  description: 'Some of the events after this cursor are not kept any more.',
  interfaces: [ErrorInterface],
  fields: (t) => ({
    oldestCursor: t.exposeString('oldestCursor', {
      description: 'From where on events are there; between the two some are lost.',
    }),
  }),
});
