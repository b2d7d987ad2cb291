import { VisitorBlockedError } from '../../api/block/blockErrors.ts';
import { NotFoundError } from '../../api/core/errors.ts';
import { sendMessageAsVisitor } from '../../api/message/sendMessageAsVisitor.ts';
import { SessionEndedError } from '../../api/session/sessionErrors.ts';
import { createVisitor } from '../../api/visitor/createVisitor.ts';
import { openVisitorSession } from '../../api/visitor/openVisitorSession.ts';
import { setVisitorAttributes } from '../../api/visitor/setVisitorAttributes.ts';
import { builder } from '../builder.ts';
import { MessageType } from '../message/messageType.ts';
import { SessionType } from '../session/sessionType.ts';
import { VisitorType } from './visitorType.ts';

// What programs do that stand between a visitor and the product, or know more of the visitor.

const VisitorAttributeInput = builder.inputType('VisitorAttributeInput', {
  description: 'One thing to say of a visitor.',
  fields: (t) => ({
    name: t.string({ description: 'What it is; at most 60 characters.' }),
    value: t.string({ required: false, description: 'At most 500 characters; null takes it away.' }),
  }),
});

const place = {
  visitorId: 'Which visitor, by our id.',
  siteId: 'Of which site, if the external id is given.',
  externalId: 'By what the site’s own system knows the visitor, with the site.',
};

const CreateVisitorInput = builder.inputType('CreateVisitorInput', {
  description: 'A visitor who comes through another program.',
  fields: (t) => ({
    siteId: t.id({ description: 'Of which site.' }),
    externalId: t.string({
      required: false,
      description:
        'By what the site’s own system knows the visitor; at most 200 characters. One who is there already is returned as they are.',
    }),
    nickname: t.string({
      required: false,
      description: 'What agents call the visitor; at most 60 characters.',
    }),
    attributes: t.field({
      type: [VisitorAttributeInput],
      defaultValue: [],
      description: 'What is known; at most 50.',
    }),
  }),
});

const SetVisitorAttributesInput = builder.inputType('SetVisitorAttributesInput', {
  description: 'What a program knows of a visitor; what is left out stays.',
  fields: (t) => ({
    visitorId: t.id({ required: false, description: place.visitorId }),
    siteId: t.id({ required: false, description: place.siteId }),
    externalId: t.string({ required: false, description: place.externalId }),
    attributes: t.field({
      type: [VisitorAttributeInput],
      description: 'A visitor has at most 50; of two with one name the latter counts.',
    }),
  }),
});

const OpenVisitorSessionInput = builder.inputType('OpenVisitorSessionInput', {
  description: 'Whose session to open.',
  fields: (t) => ({
    visitorId: t.id({ required: false, description: place.visitorId }),
    siteId: t.id({ required: false, description: place.siteId }),
    externalId: t.string({ required: false, description: place.externalId }),
    pageUrl: t.string({ required: false, description: 'Where the visitor is; cut after 2,000 characters.' }),
    pageTitle: t.string({ required: false, description: 'Title of that page; cut after 300 characters.' }),
  }),
});

const SendMessageAsVisitorInput = builder.inputType('SendMessageAsVisitorInput', {
  description: 'What a visitor writes through another program.',
  fields: (t) => ({
    sessionId: t.id({ description: 'In which session.' }),
    clientId: t.string({
      description:
        'Chosen by the sender, at most 64 characters: sending again with it returns the first result.',
    }),
    text: t.string({ description: 'At most `Limits.messageMaxLength` characters.' }),
  }),
});

const byName = (attributes: readonly { name: string; value?: string | null | undefined }[]) =>
  Object.fromEntries(attributes.map(({ name, value }) => [name, value ?? null]));

builder.mutationFields((t) => ({
  createVisitor: t.field({
    type: VisitorType,
    description: 'Makes a visitor who comes through another program, or finds the one with the external id.',
    authScopes: { permission: 'WRITE_AS_VISITOR' },
    args: { input: t.arg({ type: CreateVisitorInput, description: 'Who.' }) },
    errors: { types: [NotFoundError] },
    resolve: (_root, { input }, { core, actor }) =>
      createVisitor(core, actor, { ...input, attributes: byName(input.attributes) }),
  }),
  setVisitorAttributes: t.field({
    type: VisitorType,
    description: 'Sets what the site’s own system knows of a visitor.',
    authScopes: { permission: 'EDIT_VISITORS' },
    args: { input: t.arg({ type: SetVisitorAttributesInput, description: 'Of whom, and what.' }) },
    errors: { types: [NotFoundError] },
    resolve: (_root, { input }, { core, actor }) =>
      setVisitorAttributes(core, actor, { ...input, attributes: byName(input.attributes) }),
  }),
  openVisitorSession: t.field({
    type: SessionType,
    description:
      'Opens a session for a visitor who is reached through another program, or resumes the live one. It ends when an agent ends it, or nobody writes for too long.',
    authScopes: { permission: 'WRITE_AS_VISITOR' },
    args: { input: t.arg({ type: OpenVisitorSessionInput, description: 'Whose.' }) },
    errors: { types: [NotFoundError, VisitorBlockedError] },
    resolve: (_root, { input }, { core, actor }) => openVisitorSession(core, actor, input),
  }),
  sendMessageAsVisitor: t.field({
    type: MessageType,
    description: 'Writes for a visitor who is reached through another program.',
    authScopes: { permission: 'WRITE_AS_VISITOR' },
    args: { input: t.arg({ type: SendMessageAsVisitorInput, description: 'What, and where.' }) },
    errors: { types: [NotFoundError, SessionEndedError] },
    resolve: (_root, { input }, { core, actor }) => sendMessageAsVisitor(core, actor, input),
  }),
}));
