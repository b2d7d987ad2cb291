import { MessageAuthor, Notice } from '../../prisma/generated/client/enums.ts';
import { builder } from '../builder.ts';

export const MessageAuthorType = builder.enumType('MessageAuthor', {
  description: 'Which kind of participant wrote a message.',
  values: {
    [MessageAuthor.VISITOR]: { description: 'The visitor.' },
    [MessageAuthor.AGENT]: { description: 'An agent.' },
    [MessageAuthor.SYSTEM]: { description: 'The product itself; `notice` says what happened.' },
  } as const,
});

const NoticeType = builder.enumType('Notice', {
  description: 'What happened, for a message that the system wrote; clients put it into words.',
  values: { [Notice.SESSION_ENDED]: { description: 'The session has ended.' } } as const,
});

export const MessageType = builder.prismaObject('Message', {
  fields: (t) => ({
    id: t.id({
      description: 'Unique among everything: the session’s id and the message’s number.',
      resolve: ({ sessionId, seq }) => `${sessionId}:${seq}`,
    }),
    sessionId: t.exposeID('sessionId', { description: 'The session that it belongs to.' }),
    seq: t.exposeInt('seq', { description: 'Its number: 1, 2, 3… without a gap within the session.' }),
    clientId: t.exposeString('clientId'),
    author: t.expose('author', { type: MessageAuthorType, description: 'Who wrote it.' }),
    authorName: t.exposeString('authorName', { nullable: true }),
    agentId: t.id({
      nullable: true,
      description: 'The agent who wrote it, also when assisting a colleague; null for visitors who ask.',
      resolve: ({ agentId }, _args, { actor }) => (actor.kind === 'agent' ? agentId : null),
    }),
    notice: t.expose('notice', { type: NoticeType, nullable: true }),
    text: t.exposeString('text', { description: 'As typed; empty for a notice.' }),
    createdAt: t.expose('createdAt', { type: 'DateTime', description: 'When it was stored.' }),
  }),
});
