import { NotFoundError, TooManyAttemptsError } from '../../api/core/errors.ts';
import { answerForm } from '../../api/form/answerForm.ts';
import { leaveContact } from '../../api/form/leaveContact.ts';
import { SessionEndedError } from '../../api/session/sessionErrors.ts';
import { builder } from '../builder.ts';
import { SessionType } from '../session/sessionType.ts';

const FormAnswerInput = builder.inputType('FormAnswerInput', {
  description: 'An answer to a question of the site’s form.',
  fields: (t) => ({
    fieldId: t.id({ description: 'Which question: `FormField.id`.' }),
    value: t.string({
      description: 'The answer; of at most 500 characters, of a CHOICE one of its `choices`.',
    }),
  }),
});

const AnswerFormInput = builder.inputType('AnswerFormInput', {
  description: 'What a visitor answers in the site’s form.',
  fields: (t) => ({
    sessionId: t.id({ description: 'A live session of one’s own.' }),
    answers: t.field({
      type: [FormAnswerInput],
      description: 'At most 20. Those to questions that are not asked any more count for nothing.',
    }),
  }),
});

const LeaveContactInput = builder.inputType('LeaveContactInput', {
  description: 'How a visitor can be reached; at least one of them.',
  fields: (t) => ({
    sessionId: t.id({ description: 'A live session of one’s own.' }),
    name: t.string({ required: false, description: 'What to call the visitor; at most 60 characters.' }),
    phone: t.string({ required: false, description: 'A phone number.' }),
    wechat: t.string({ required: false, description: 'A WeChat id.' }),
  }),
});

const authScopes = { visitor: true } as const;
const errors = { types: [NotFoundError, SessionEndedError, TooManyAttemptsError] };

builder.mutationFields((t) => ({
  answerForm: t.field({
    type: SessionType,
    description: 'A visitor answers the site’s form (`Site.formFields`), or answers it anew.',
    authScopes,
    args: { input: t.arg({ type: AnswerFormInput, description: 'Where, and what.' }) },
    errors,
    resolve: (_root, { input }, { core, actor }) => answerForm(core, actor, input),
  }),
  leaveContact: t.field({
    type: SessionType,
    description: 'A visitor says how they can be reached, for who leaves a message while nobody is there.',
    authScopes,
    args: { input: t.arg({ type: LeaveContactInput, description: 'Where, and how.' }) },
    errors,
    resolve: (_root, { input }, { core, actor }) => leaveContact(core, actor, input),
  }),
}));
