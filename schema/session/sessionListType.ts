import { listOf, type SessionList } from '../../api/session/sessionListRules.ts';
import type { SessionCount } from '../../api/session/countSessions.ts';
import { today } from '../../api/setting/organisationDay.ts';
import { builder } from '../builder.ts';
import { ContactKindType } from '../contactDetail/contactDetailType.ts';

export const SessionListType = builder.enumType('SessionList', {
  description: 'The visitors’ lists. A session is in one of them at most.',
  values: {
    ONLINE: { description: 'On the site, live, has not spoken yet.' },
    TALKING: { description: 'Has spoken in a live session.' },
    LEFT_MESSAGES: { description: 'Wrote while nobody was reachable, not yet answered.' },
    TALKED: { description: 'Spoke in a session that ended today, by the organisation’s clock.' },
    LEFT: { description: 'The session ended without a word from the visitor.' },
    SUSPECTED: { description: 'Do-not-disturb is on.' },
    BLOCKED: { description: 'The visitor is blocked.' },
  } as const satisfies Record<SessionList, object>,
});

export const SessionOrderType = builder.enumType('SessionOrder', {
  description: 'What comes first in a list. Ended sessions are always sorted by their end, the latest first.',
  values: {
    ATTENTION: { description: 'What has waited longest for an answer, then the newest activity.' },
    NEWEST: { description: 'The newest activity.' },
  } as const,
});

export const SessionFilterInput = builder.inputType('SessionFilterInput', {
  description:
    'Which sessions are wanted of those that the agent may see; what is left out restricts nothing.',
  fields: (t) => ({
    list: t.field({
      type: SessionListType,
      required: false,
      description: 'Those of one list; without it all live ones.',
    }),
    ownerId: t.id({ required: false, description: 'Those that one agent answers.' }),
    isMine: t.boolean({
      required: false,
      description: 'If true: those that one answers oneself, and those that nobody does yet.',
    }),
    search: t.string({
      required: false,
      description:
        'Those with this in nickname, note or last message; capitals do not matter. At most 100 characters.',
    }),
    tagIds: t.idList({
      required: false,
      description: 'Those whose visitor has one of these tags. At most 50.',
    }),
    contactKinds: t.field({
      type: [ContactKindType],
      required: false,
      description: 'Those of whose visitor something of one of these kinds is known.',
    }),
  }),
});

export const SessionCountType = builder.objectRef<SessionCount>('SessionCount').implement({
  description: 'How many sessions are in a list.',
  fields: (t) => ({
    list: t.expose('list', { type: SessionListType, description: 'Which list.' }),
    count: t.exposeInt('count', {
      description: 'How many; those that left without a word are counted up to 1,000.',
    }),
    unreadCount: t.exposeInt('unreadCount', {
      description: 'How many messages in them agents have not read.',
    }),
  }),
});

builder.prismaObjectField('Session', 'list', (t) =>
  t.field({
    type: SessionListType,
    nullable: true,
    authScopes: { agent: true },
    description: 'In which list it is; null for a talk that ended before today. For agents.',
    resolve: async (session, _args, { core }) => listOf(session, (await today(core)).start),
  }),
);
