import {
  currentDetails,
  isMaskable,
  maskedValue,
  type ContactSpan,
} from '../../api/contactDetail/contactDetailRules.ts';
import { hasPermission, type Actor } from '../../api/core/actor.ts';
import type { ContactDetail } from '../../prisma/generated/client/client.ts';
import { ContactDetailStatus, ContactKind } from '../../prisma/generated/client/enums.ts';
import { builder } from '../builder.ts';

export const ContactKindType = builder.enumType('ContactKind', {
  description: 'What can be known about a visitor from what they write.',
  values: {
    [ContactKind.PHONE]: { description: 'A mobile number, 13912345678, or a landline, 010-12345678.' },
    [ContactKind.WECHAT]: { description: 'A WeChat id, as written.' },
    [ContactKind.QQ]: { description: 'A QQ number.' },
    [ContactKind.AGE]: { description: 'The patient’s age in completed years.' },
    [ContactKind.GENDER]: { description: 'The patient’s: `FEMALE` or `MALE`.' },
  } as const,
});

const ContactDetailStatusType = builder.enumType('ContactDetailStatus', {
  description: 'What agents think of a value.',
  values: {
    [ContactDetailStatus.FOUND]: { description: 'Read out of the chat; nobody has looked at it.' },
    [ContactDetailStatus.CONFIRMED]: { description: 'An agent says that it is right.' },
    [ContactDetailStatus.REJECTED]: { description: 'An agent says that it is wrong: it does not come back.' },
  } as const,
});

const ContactSpanType = builder.objectRef<ContactSpan>('ContactSpan').implement({
  description: 'Where in the visitor’s messages a value was written.',
  fields: (t) => ({
    seq: t.exposeInt('seq', { description: 'The message’s number within the session.' }),
    start: t.exposeInt('start', { description: 'Where in its text it begins, in UTF-16 units.' }),
    end: t.exposeInt('end', { description: 'Where it ends.' }),
  }),
});

/** A value as it is shown: whether it is the one that counts, and whether it was just revealed to whoever asks. */
export type ShownDetail = ContactDetail & { isCurrent: boolean; isRevealed?: boolean };

const isMaskedFor = (actor: Actor, { kind, isRevealed }: ShownDetail) =>
  isMaskable(kind) && !isRevealed && !hasPermission(actor, 'SEE_CONTACT_DATA');

export const ContactDetailType = builder.objectRef<ShownDetail>('ContactDetail').implement({
  description: 'One value that is known about a visitor, and where it is from. For agents.',
  fields: (t) => ({
    id: t.exposeID('id', { description: 'Unique among everything.' }),
    kind: t.expose('kind', { type: ContactKindType, description: 'What it is.' }),
    value: t.string({
      description: 'The value; partly hidden by asterisks when `isMasked`.',
      resolve: (detail, _args, { actor }) =>
        isMaskedFor(actor, detail) ? maskedValue(detail.kind, detail.value) : detail.value,
    }),
    isMasked: t.boolean({
      description: 'Whether whoever asks may not see the whole value; `revealContactDetail` shows it.',
      resolve: (detail, _args, { actor }) => isMaskedFor(actor, detail),
    }),
    isCurrent: t.exposeBoolean('isCurrent', {
      description: 'Whether it counts now: not rejected, and of age and gender the only one.',
    }),
    status: t.expose('status', { type: ContactDetailStatusType, description: 'What agents think of it.' }),
    isByHand: t.exposeBoolean('isByHand', { description: 'Set by an agent, not read out of the chat.' }),
    rule: t.exposeString('rule', {
      nullable: true,
      description: 'The rule by which it was found; null when it was set by hand.',
    }),
    sessionId: t.exposeID('sessionId', {
      nullable: true,
      description: 'In which session it was written last.',
    }),
    spans: t.field({
      type: [ContactSpanType],
      description: 'Where in that session.',
      resolve: ({ spans }) => spans as unknown as ContactSpan[],
    }),
    foundAt: t.expose('foundAt', { type: 'DateTime', description: 'When it was written or set last.' }),
    decidedById: t.exposeID('decidedById', {
      nullable: true,
      description: 'The agent who confirmed, rejected or set it last.',
    }),
    decidedAt: t.expose('decidedAt', { type: 'DateTime', nullable: true, description: 'When they did.' }),
  }),
});

builder.prismaObjectFields('Visitor', (t) => ({
  contactKinds: t.expose('contactKinds', { type: [ContactKindType], authScopes: { agent: true } }),
  contactDetails: t.field({
    type: [ContactDetailType],
    authScopes: { agent: true },
    description:
      'All that is known, also what was rejected; in the order in which it became known. For agents.',
    select: { contactDetails: { orderBy: [{ foundAt: 'asc' }, { id: 'asc' }] } },
    resolve: ({ contactDetails }) => {
      const current = currentDetails(contactDetails);
      return contactDetails.map((detail) => ({ ...detail, isCurrent: current.has(detail.id) }));
    },
  }),
}));
