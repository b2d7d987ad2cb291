import { addContactDetail } from '../../api/contactDetail/addContactDetail.ts';
import { confirmContactDetail } from '../../api/contactDetail/confirmContactDetail.ts';
import { correctContactDetail } from '../../api/contactDetail/correctContactDetail.ts';
import { rejectContactDetail } from '../../api/contactDetail/rejectContactDetail.ts';
import { revealContactDetail } from '../../api/contactDetail/revealContactDetail.ts';
import { NotFoundError } from '../../api/core/errors.ts';
import { builder } from '../builder.ts';
import { VisitorType } from '../visitor/visitorType.ts';
import { ContactDetailType, ContactKindType } from './contactDetailType.ts';

const sessionId = 'A session of the visitor.';
const forms =
  'A phone number of 5 to 25 digits, `+` and `-`; a WeChat id of 5 to 40 letters, digits, `_` and `-`; a QQ number of 5 to 11 digits; an age of 0 to 129; `FEMALE` or `MALE`.';

const ContactDetailInput = builder.inputType('ContactDetailInput', {
  description: 'Which value.',
  fields: (t) => ({
    sessionId: t.id({ description: sessionId }),
    detailId: t.id({ description: 'Which of the values that are known about the visitor.' }),
  }),
});

const CorrectContactDetailInput = builder.inputType('CorrectContactDetailInput', {
  description: 'Which value is wrong, and what is right.',
  fields: (t) => ({
    sessionId: t.id({ description: sessionId }),
    detailId: t.id({ description: 'The wrong one.' }),
    value: t.string({ description: forms }),
  }),
});

const AddContactDetailInput = builder.inputType('AddContactDetailInput', {
  description: 'What an agent knows.',
  fields: (t) => ({
    sessionId: t.id({ description: sessionId }),
    kind: t.field({ type: ContactKindType, description: 'What it is.' }),
    value: t.string({ description: forms }),
  }),
});

const authScopes = { permission: 'EDIT_VISITORS' } as const;
const errors = { types: [NotFoundError] };

builder.mutationFields((t) => ({
  confirmContactDetail: t.field({
    type: VisitorType,
    description: 'Says that a value is right; one that was rejected counts again.',
    authScopes,
    args: { input: t.arg({ type: ContactDetailInput, description: 'Which value.' }) },
    errors,
    resolve: (_root, { input }, { core, actor }) => confirmContactDetail(core, actor, input),
  }),
  rejectContactDetail: t.field({
    type: VisitorType,
    description: 'Says that a value is wrong: it does not come back, however often the visitor writes it.',
    authScopes,
    args: { input: t.arg({ type: ContactDetailInput, description: 'Which value.' }) },
    errors,
    resolve: (_root, { input }, { core, actor }) => rejectContactDetail(core, actor, input),
  }),
  correctContactDetail: t.field({
    type: VisitorType,
    description: 'Puts a value set by hand in the place of one that was read wrongly.',
    authScopes,
    args: { input: t.arg({ type: CorrectContactDetailInput, description: 'Which, and what is right.' }) },
    errors,
    resolve: (_root, { input }, { core, actor }) => correctContactDetail(core, actor, input),
  }),
  addContactDetail: t.field({
    type: VisitorType,
    description: 'Adds a value by hand; none that is read out of the chat overwrites it.',
    authScopes,
    args: { input: t.arg({ type: AddContactDetailInput, description: 'Whose, and what.' }) },
    errors,
    resolve: (_root, { input }, { core, actor }) => addContactDetail(core, actor, input),
  }),
  revealContactDetail: t.field({
    type: ContactDetailType,
    description: 'Shows a masked value; that it did is written down in the audit.',
    authScopes: { permission: 'REVEAL_CONTACT_DATA' },
    args: { input: t.arg({ type: ContactDetailInput, description: 'Which value.' }) },
    errors,
    resolve: async (_root, { input }, { core, actor }) => {
      const detail = await revealContactDetail(core, actor, input);
      return { ...detail, isCurrent: detail.status !== 'REJECTED', isRevealed: true };
    },
  }),
}));
