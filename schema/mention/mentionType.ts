import { markMentionsRead } from '../../api/mention/markMentionsRead.ts';
import { mentionableAgents, ownMentions } from '../../api/mention/mentionAccess.ts';
import { AgentType } from '../agent/agentType.ts';
import { builder } from '../builder.ts';
import { MessageType } from '../message/messageType.ts';

const MentionType = builder.prismaObject('Mention', {
  fields: (t) => ({
    id: t.id({
      description: 'Unique among the mentions of an agent: the session’s id and the note’s number.',
      resolve: ({ sessionId, seq }) => `${sessionId}:${seq}`,
    }),
    session: t.relation('session', { description: 'In which session.' }),
    message: t.field({
      type: MessageType,
      description: 'The note.',
      resolve: ({ sessionId, seq }, _args, { core }) =>
        core.database.prisma.message.findUniqueOrThrow({ where: { sessionId_seq: { sessionId, seq } } }),
    }),
    createdAt: t.expose('createdAt', { type: 'DateTime', description: 'When it was written.' }),
    readAt: t.expose('readAt', { type: 'DateTime', nullable: true }),
  }),
});

const MentionsReceipt = builder.objectRef<{ readCount: number }>('MentionsReceipt').implement({
  description: 'That mentions were seen.',
  fields: (t) => ({
    readCount: t.exposeInt('readCount', { description: 'How many had not been seen before.' }),
  }),
});

const MarkMentionsReadInput = builder.inputType('MarkMentionsReadInput', {
  description: 'Where mentions were seen.',
  fields: (t) => ({ sessionId: t.id({ description: 'In which session.' }) }),
});

builder.queryField('mentions', (t) =>
  t.prismaConnection(
    {
      type: MentionType,
      cursor: 'agentId_sessionId_seq',
      description: 'Where internal notes call whoever asks, the newest first. For agents, not for programs.',
      authScopes: { inPerson: true },
      resolve: (query, _root, _args, { core, actor }) =>
        core.database.prisma.mention.findMany({
          ...query,
          where: ownMentions(actor, false),
          orderBy: [{ createdAt: 'desc' }, { sessionId: 'desc' }, { seq: 'desc' }],
        }),
    },
    {
      fields: (connection) => ({
        unreadCount: connection.int({
          description: 'How many have not been seen, on all pages together.',
          resolve: (_connection, _args, { core, actor }) =>
            core.database.prisma.mention.count({ where: ownMentions(actor, true) }),
        }),
      }),
    },
  ),
);

builder.mutationField('markMentionsRead', (t) =>
  t.field({
    type: MentionsReceipt,
    description: 'Notes that one has seen where a session’s notes call one.',
    authScopes: { inPerson: true },
    args: { input: t.arg({ type: MarkMentionsReadInput, description: 'In which session.' }) },
    errors: {},
    resolve: async (_root, { input }, { core, actor }) => ({
      readCount: await markMentionsRead(core, actor, input),
    }),
  }),
);

builder.prismaObjectField('Session', 'mentionableAgents', (t) =>
  t.field({
    type: [AgentType],
    authScopes: { agent: true },
    description:
      'Whom an internal note in it may call: the agents who see it, by name; at most 500. For agents.',
    resolve: (session, _args, { core }) => mentionableAgents(core, session),
  }),
);
