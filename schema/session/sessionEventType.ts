import type { MessageRecalled, MessageSent } from '../../api/message/messageEvents.ts';
import type { SessionChanged, TypingSignalled } from '../../api/session/sessionEvents.ts';
import type { SessionWithdrawn } from '../../api/session/followSessionList.ts';
import { mayReadTyping } from '../../api/session/typingRules.ts';
import type { VisitorChanged } from '../../api/visitor/visitorEvents.ts';
import { builder } from '../builder.ts';
import { MessageAuthorType, MessageType } from '../message/messageType.ts';
import { StreamStartedType } from '../streamStartedType.ts';
import { VisitorType } from '../visitor/visitorType.ts';
import { SessionType } from './sessionType.ts';

const SessionChangedType = builder.objectRef<SessionChanged>('SessionChanged').implement({
  description: 'A session is new or has changed. Of two copies the one with the higher version is newer.',
  fields: (t) => ({ session: t.expose('session', { type: SessionType, description: 'As it is now.' }) }),
});

const MessageSentType = builder.objectRef<MessageSent>('MessageSent').implement({
  description: 'A message was stored and numbered.',
  fields: (t) => ({
    message: t.expose('message', { type: MessageType, description: 'The stored message.' }),
  }),
});

const MessageRecalledType = builder.objectRef<MessageRecalled>('MessageRecalled').implement({
  description:
    'A message was taken back: put this in its place, whatever there was. Those of before come again with each beginning of the stream.',
  fields: (t) => ({
    message: t.expose('message', { type: MessageType, description: 'What is left of it.' }),
  }),
});

const TypingSignalledType = builder.objectRef<TypingSignalled>('TypingSignalled').implement({
  description: 'Somebody types, or has stopped. One’s own typing comes back too.',
  fields: (t) => ({
    sessionId: t.exposeID('sessionId', { description: 'Where.' }),
    author: t.expose('author', { type: MessageAuthorType, description: 'Who.' }),
    agentId: t.id({
      nullable: true,
      description: 'Which agent, also when assisting a colleague; null for visitors who ask.',
      resolve: ({ agentId }, _args, { actor }) => (actor.kind === 'agent' ? agentId : null),
    }),
    authorName: t.exposeString('authorName', {
      nullable: true,
      description: 'The agent’s name as the visitor sees it.',
    }),
    agentName: t.string({
      nullable: true,
      description: 'The agent’s own name; null for visitors who ask.',
      resolve: ({ agentName }, _args, { actor }) => (actor.kind === 'agent' ? agentName : null),
    }),
    isTyping: t.exposeBoolean('isTyping', { description: 'False when it has stopped.' }),
    text: t.string({
      nullable: true,
      description:
        'What the visitor has typed so far, where the organisation wants agents to see it (`Limits.typingPreview`); null else, and for agents who may not see contact data.',
      resolve: ({ text }, _args, { actor }) => (mayReadTyping(actor) ? text : null),
    }),
    expiresAt: t.expose('expiresAt', {
      type: 'DateTime',
      description: 'When it is over unless it is signalled again.',
    }),
  }),
});

const SessionWithdrawnType = builder.objectRef<SessionWithdrawn>('SessionWithdrawn').implement({
  description: 'A session is no longer to be seen: drop it.',
  fields: (t) => ({ sessionId: t.exposeID('sessionId', { description: 'Which one.' }) }),
});

const VisitorChangedType = builder.objectRef<VisitorChanged>('VisitorChanged').implement({
  description:
    'What is known about a visitor has changed. Of two copies the one with the higher version is newer. Told to agents only.',
  fields: (t) => ({ visitor: t.expose('visitor', { type: VisitorType, description: 'As it is now.' }) }),
});

export const SessionEventType = builder.unionType('SessionEvent', {
  description: 'What those who follow a session hear.',
  types: [SessionChangedType, MessageSentType, MessageRecalledType, TypingSignalledType, VisitorChangedType],
  resolveType: ({ type }) => type,
});

export const SessionListEventType = builder.unionType('SessionListEvent', {
  description: 'What those who follow the lists of sessions hear.',
  types: [StreamStartedType, SessionChangedType, SessionWithdrawnType, VisitorChangedType],
  resolveType: ({ type }) => type,
});
