import { MessageAuthor, Notice } from '../../prisma/generated/client/enums.ts';
import { TooLateToRecallError } from '../../api/message/messageErrors.ts';
import { textFor } from '../../api/message/messageRules.ts';
import { recallableUntil } from '../../api/message/recallRules.ts';
import { attachmentOf, AttachmentType } from '../attachment/attachmentType.ts';
import { builder } from '../builder.ts';
import { ErrorInterface } from '../errors.ts';
import { ScriptKindType } from '../script/scriptType.ts';

export const MessageAuthorType = builder.enumType('MessageAuthor', {
  description: 'Which kind of participant wrote a message.',
  values: {
    [MessageAuthor.VISITOR]: { description: 'The visitor.' },
    [MessageAuthor.AGENT]: { description: 'An agent.' },
    [MessageAuthor.SYSTEM]: {
      description:
        'The product itself; `notice` says what happened, or `scriptKind` which words were said automatically.',
    },
  } as const,
});

const NoticeType = builder.enumType('Notice', {
  description: 'What happened, for a message that the system wrote; clients put it into words.',
  values: {
    [Notice.SESSION_ENDED]: { description: 'The session has ended.' },
    [Notice.SESSION_TRANSFERRED]: { description: 'It went to another agent, who is named by `about`.' },
    [Notice.TRANSFER_NOTE]: { description: 'What who transferred it says to the new owner, as text.' },
    [Notice.DO_NOT_DISTURB_STARTED]: { description: 'The visitor’s messages are withheld from now on.' },
    [Notice.DO_NOT_DISTURB_LIFTED]: { description: 'The visitor’s messages are delivered again.' },
    [Notice.VISITOR_BLOCKED]: { description: 'The visitor was blocked, for the reason that is the text.' },
    [Notice.VISITOR_UNBLOCKED]: { description: 'The visitor may come again.' },
    [Notice.VISITOR_TAGGED]: { description: 'The visitor was given the tag that is named by `about`.' },
    [Notice.VISITOR_UNTAGGED]: { description: 'The tag that is named by `about` was taken away.' },
  } as const,
});

export const MessageType = builder.prismaObject('Message', {
  fields: (t) => ({
    id: t.id({
      description: 'Unique among everything: the session’s id and the message’s number.',
      resolve: ({ sessionId, seq }) => `${sessionId}:${seq}`,
    }),
    sessionId: t.exposeID('sessionId', { description: 'The session that it belongs to.' }),
    seq: t.exposeInt('seq', {
      description:
        'Its number within the session, by which messages are sorted. It grows by one with each message; what whoever asks may not read leaves a gap.',
    }),
    clientId: t.exposeString('clientId'),
    author: t.expose('author', { type: MessageAuthorType, description: 'Who wrote it.' }),
    authorName: t.exposeString('authorName', { nullable: true }),
    agentId: t.id({
      nullable: true,
      description: 'The agent who wrote it, also when assisting a colleague; null for visitors who ask.',
      resolve: ({ agentId }, _args, { actor }) => (actor.kind === 'agent' ? agentId : null),
    }),
    notice: t.expose('notice', { type: NoticeType, nullable: true }),
    agentName: t.string({
      nullable: true,
      description:
        'The own name of the agent who wrote it, or did what the notice tells; null for visitors who ask.',
      resolve: ({ agentName }, _args, { actor }) => (actor.kind === 'agent' ? agentName : null),
    }),
    about: t.exposeString('about', { nullable: true }),
    isInternal: t.exposeBoolean('isInternal'),
    mentionedAgentIds: t.idList({
      description: 'The agents whom an internal note calls; empty for all else, and for visitors who ask.',
      resolve: ({ mentionedAgentIds }, _args, { actor }) => (actor.kind === 'agent' ? mentionedAgentIds : []),
    }),
    recalledAt: t.expose('recalledAt', { type: 'DateTime', nullable: true }),
    recallableUntil: t.field({
      type: 'DateTime',
      nullable: true,
      description: 'Until when whoever asks may take it back; null for what they never can.',
      resolve: (message, _args, { actor }) => recallableUntil(actor, message),
    }),
    isWithheld: t.boolean({
      description:
        'Came while the visitor’s messages were not delivered. False for visitors who ask: they notice nothing of it.',
      resolve: ({ isWithheld }, _args, { actor }) => actor.kind === 'agent' && isWithheld,
    }),
    text: t.string({
      description:
        'As typed, with contact data hidden by asterisks from agents who may not see it; empty for most notices, and where the attachment says all.',
      resolve: ({ text, maskedText }, _args, { actor }) => textFor(actor, text, maskedText),
    }),
    attachment: t.field({
      type: AttachmentType,
      nullable: true,
      description: 'The image or file that it brings.',
      // Not a relation: for a row that an event carries, it would ask the database even where there is none.
      resolve: ({ attachmentId }, _args, { core }) => attachmentOf(core, attachmentId),
    }),
    isAutomatic: t.boolean({
      description: 'A script said it, not a person: it answers nothing. False for notices.',
      resolve: ({ scriptKind }) => scriptKind !== null,
    }),
    scriptKind: t.expose('scriptKind', { type: ScriptKindType, nullable: true }),
    createdAt: t.expose('createdAt', { type: 'DateTime', description: 'When it was stored.' }),
  }),
});

builder.objectType(TooLateToRecallError, {
  name: 'TooLateToRecallError',
  description: 'The message has been there for longer than `Limits.recallMs`: it stays.',
  interfaces: [ErrorInterface],
});
