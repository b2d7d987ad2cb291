import { asAgent } from '../../api/core/actor.ts';
import { followSession } from '../../api/session/followSession.ts';
import { followSessionList } from '../../api/session/followSessionList.ts';
import { builder } from '../builder.ts';
import { nowAsking } from '../context.ts';
import { SessionEventType, SessionListEventType } from './sessionEventType.ts';

builder.subscriptionFields((t) => ({
  sessionEvents: t.field({
    type: SessionEventType,
    description:
      'Follows one session: first SessionChanged with the session as it is, then every message after number `after`, in order, each once, then whatever happens. After a lost connection, subscribe again with the last number that arrived.',
    authScopes: { signedIn: true },
    args: {
      sessionId: t.arg.id({ description: 'Which session.' }),
      after: t.arg.int({ description: 'The number of the last message that is known already; 0 for none.' }),
    },
    subscribe: (_root, args, context) => followSession(context.core, context.actor, args, nowAsking(context)),
    resolve: (event) => event,
  }),
  sessionListEvents: t.field({
    type: SessionListEventType,
    description:
      'Follows all sessions that the agent may see: first StreamStarted, upon which the list is to be fetched, then every change. Takes no `after`: fetch again whenever StreamStarted comes.',
    authScopes: { agent: true },
    subscribe: (_root, _args, context) =>
      followSessionList(context.core, asAgent(context.actor), nowAsking(context)),
    resolve: (event) => event,
  }),
}));
