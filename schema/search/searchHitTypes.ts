import type { ContactMatch } from '../../api/search/matchRules.ts';
import type { TextRange } from '../../api/search/rangeRules.ts';
import type { MessageHit } from '../../api/search/searchMessages.ts';
import type { QuickReplyHit } from '../../api/search/searchQuickReplies.ts';
import type { SessionHit } from '../../api/search/searchSessions.ts';
import type { VisitorHit } from '../../api/search/searchVisitors.ts';
import type { Session } from '../../prisma/generated/client/client.ts';
import { builder } from '../builder.ts';
import { ContactKindType } from '../contactDetail/contactDetailType.ts';
import { MessageType } from '../message/messageType.ts';
import { QuickReplyType } from '../quickReply/quickReplyType.ts';
import { SessionType } from '../session/sessionType.ts';

/** A result together with its session as it was asked for. */
export type InSession<Hit> = Hit & { session: Session };

const TextRangeType = builder.objectRef<TextRange>('TextRange').implement({
  description: 'A part of a text.',
  fields: (t) => ({
    start: t.exposeInt('start', { description: 'Where it begins, in UTF-16 units.' }),
    end: t.exposeInt('end', { description: 'Where it ends.' }),
  }),
});

const inIt = (what: string) => ({
  type: [TextRangeType] as [typeof TextRangeType],
  description: `Where in ${what} the words stand, in order.`,
});

export const MessageHitType = builder.objectRef<InSession<MessageHit>>('MessageHit').implement({
  description: 'A message in which all words of a search stand.',
  fields: (t) => ({
    message: t.expose('message', { type: MessageType, description: 'The message.' }),
    session: t.expose('session', { type: SessionType, description: 'The session in which it was said.' }),
    ranges: t.expose('ranges', inIt('its text')),
  }),
});

export const SessionHitType = builder.objectRef<InSession<SessionHit>>('SessionHit').implement({
  description: 'A session whose visitor saw a page that was looked for; the last such page.',
  fields: (t) => ({
    session: t.expose('session', { type: SessionType, description: 'The session.' }),
    title: t.exposeString('title', { description: 'The page’s title.' }),
    url: t.exposeString('url', { description: 'The page’s address.' }),
    titleRanges: t.expose('titleRanges', inIt('the title')),
    urlRanges: t.expose('urlRanges', inIt('the address')),
  }),
});

const ContactMatchType = builder.objectRef<ContactMatch>('ContactMatch').implement({
  description: 'A way to reach a visitor in which words of a search stand.',
  fields: (t) => ({
    kind: t.expose('kind', { type: ContactKindType, description: 'What it is.' }),
    value: t.exposeString('value', { description: 'The whole value.' }),
    ranges: t.expose('ranges', inIt('the value')),
  }),
});

export const VisitorHitType = builder.objectRef<InSession<VisitorHit>>('VisitorHit').implement({
  description: 'A visitor who was looked for by nickname, note or contact data: the visitor of the session.',
  fields: (t) => ({
    session: t.expose('session', {
      type: SessionType,
      description: 'The visitor’s latest session of those that were searched.',
    }),
    nicknameRanges: t.expose('nicknameRanges', inIt('the nickname')),
    noteRanges: t.expose('noteRanges', inIt('the note')),
    contacts: t.expose('contacts', {
      type: [ContactMatchType],
      authScopes: { permission: 'SEE_CONTACT_DATA' },
      description: 'Contact data in which words stand. With SEE_CONTACT_DATA.',
    }),
  }),
});

export const QuickReplyHitType = builder.objectRef<QuickReplyHit>('QuickReplyHit').implement({
  description: 'A quick reply that was looked for.',
  fields: (t) => ({
    reply: t.expose('reply', { type: QuickReplyType, description: 'The quick reply.' }),
    titleRanges: t.expose('titleRanges', inIt('the title')),
    contentRanges: t.expose('contentRanges', inIt('the content')),
  }),
});
