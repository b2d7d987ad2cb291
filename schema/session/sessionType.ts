import { SessionEndedError } from '../../api/session/sessionErrors.ts';
import { readableMessages } from '../../api/message/messageAccess.ts';
import { isRecalled, textFor } from '../../api/message/messageRules.ts';
import { reachOf, type SessionReach } from '../../api/session/sessionRules.ts';
import {
  SessionEndReason,
  type AttachmentKind,
  type MessageAuthor,
} from '../../prisma/generated/client/enums.ts';
import { AttachmentKindType } from '../attachment/attachmentType.ts';
import { builder } from '../builder.ts';
import { ErrorInterface } from '../errors.ts';
import { MessageAuthorType } from '../message/messageType.ts';

const SessionEndReasonType = builder.enumType('SessionEndReason', {
  description: 'Why a session ended.',
  values: {
    [SessionEndReason.AGENT]: { description: 'An agent ended it.' },
    [SessionEndReason.VISITOR_LEFT]: { description: 'The visitor left the site.' },
    [SessionEndReason.IDLE]: { description: 'Nobody wrote for too long.' },
    [SessionEndReason.BLOCKED]: { description: 'The visitor was blocked.' },
  } as const,
});

export const SessionReachType = builder.enumType('SessionReach', {
  description: 'How the visitor of a session is answered.',
  values: {
    ANSWERED: { description: 'By the owner.' },
    QUEUED: { description: 'All agents are full: in order of arrival, `queuePosition` says the place.' },
    NOBODY_REACHABLE: { description: 'By the first agent who comes: the visitor can leave a message.' },
  } as const satisfies Record<SessionReach, object>,
});

interface MessagePreview {
  author: MessageAuthor;
  text: string;
  attachmentKind: AttachmentKind | null;
  isRecalled: boolean;
  sentAt: Date;
}

const MessagePreviewType = builder.objectRef<MessagePreview>('MessagePreview').implement({
  description: 'The last message of a session, as lists show it.',
  fields: (t) => ({
    author: t.expose('author', { type: MessageAuthorType, description: 'Who wrote it.' }),
    text: t.exposeString('text', { description: 'Its beginning, on one line.' }),
    attachmentKind: t.expose('attachmentKind', {
      type: AttachmentKindType,
      nullable: true,
      description: 'What it brings beside the text; null when nothing.',
    }),
    isRecalled: t.exposeBoolean('isRecalled', { description: 'Its author has taken it back.' }),
    sentAt: t.expose('sentAt', { type: 'DateTime', description: 'When it was stored.' }),
  }),
});

const forAgents = { authScopes: { agent: true } };

export const SessionType = builder.prismaObject('Session', {
  fields: (t) => ({
    id: t.exposeID('id'),
    version: t.exposeInt('version'),
    startedAt: t.expose('startedAt', { type: 'DateTime', description: 'When the visitor entered the site.' }),
    endedAt: t.expose('endedAt', {
      type: 'DateTime',
      nullable: true,
      description: 'When it ended; null while it is live.',
    }),
    endReason: t.expose('endReason', {
      type: SessionEndReasonType,
      nullable: true,
      description: 'Why it ended.',
    }),
    isLive: t.boolean({
      description: 'Whether it has not ended.',
      resolve: ({ endedAt }) => endedAt === null,
    }),
    site: t.relation('site', { description: 'The site on which it takes place.' }),
    department: t.relation('department', {
      ...forAgents,
      description: 'The department that answers. For agents.',
    }),
    visitor: t.relation('visitor', { description: 'Who writes.' }),
    ownerId: t.exposeID('ownerId', { nullable: true }),
    owner: t.relation('owner', {
      nullable: true,
      description: 'The agent who answers; null until somebody does.',
    }),
    lastSeq: t.exposeInt('lastSeq'),
    lastMessage: t.field({
      ...forAgents,
      type: MessagePreviewType,
      nullable: true,
      description:
        'What was said last and is not withheld, as lists show it; null before the first. For agents.',
      resolve: ({ lastMessageAt, lastMessageAuthor, ...session }, _args, { actor }) =>
        lastMessageAt && lastMessageAuthor
          ? {
              author: lastMessageAuthor,
              text: textFor(actor, session.lastMessageText ?? '', session.lastMessageMaskedText),
              attachmentKind: session.lastMessageAttachment,
              isRecalled: isRecalled(session),
              sentAt: lastMessageAt,
            }
          : null,
    }),
    reach: t.field({
      type: SessionReachType,
      description: 'How the visitor is answered.',
      resolve: (session) => reachOf(session),
    }),
    activeAt: t.expose('activeAt', { ...forAgents, type: 'DateTime' }),
    waitingSince: t.expose('waitingSince', { ...forAgents, type: 'DateTime', nullable: true }),
    unreadCount: t.exposeInt('unreadCount', forAgents),
    isVisitorHere: t.boolean({
      ...forAgents,
      description: 'Whether the visitor is on the site now. For agents.',
      resolve: ({ visitorGoneSince, endedAt }) => visitorGoneSince === null && endedAt === null,
    }),
    leftMessageAt: t.expose('leftMessageAt', { ...forAgents, type: 'DateTime', nullable: true }),
    doNotDisturbSince: t.expose('doNotDisturbSince', { ...forAgents, type: 'DateTime', nullable: true }),
    agentReadSeq: t.exposeInt('agentReadSeq'),
    visitorReadSeq: t.exposeInt('visitorReadSeq'),
    landingPageUrl: t.exposeString('landingPageUrl', forAgents),
    currentPageUrl: t.exposeString('currentPageUrl', forAgents),
    currentPageTitle: t.exposeString('currentPageTitle', {
      ...forAgents,
      description: 'Title of that page.',
    }),
    referrer: t.exposeString('referrer', forAgents),
    userAgent: t.exposeString('userAgent', { ...forAgents, description: 'What the browser calls itself.' }),
    language: t.exposeString('language', {
      ...forAgents,
      description: 'The browser’s language, a BCP 47 tag.',
    }),
    address: t.exposeString('address', {
      ...forAgents,
      description: 'The IP address from which the visitor entered.',
    }),
    messages: t.relatedConnection('messages', {
      cursor: 'sessionId_seq',
      description:
        'Its messages that whoever asks may read, oldest first; `last` with `before` reads backwards.',
      query: (_args, { actor }) => ({ where: readableMessages(actor), orderBy: { seq: 'asc' } }),
    }),
  }),
});

builder.objectType(SessionEndedError, {
  name: 'SessionEndedError',
  description:
    'The session has ended: nothing can be sent into it any more. A visitor enters the site again instead.',
  interfaces: [ErrorInterface],
});
