import { readMessage } from '../../api/contactDetail/readingRules.ts';
import {
  formAnswersFrom,
  formFieldKinds,
  formFieldsFrom,
  type FormAnswer,
  type FormField,
} from '../../api/form/formRules.ts';
import { textFor } from '../../api/message/messageRules.ts';
import { builder } from '../builder.ts';
import { SessionType } from '../session/sessionType.ts';
import { SiteType } from '../site/siteType.ts';

const kindDescriptions = {
  NAME: 'What to call the visitor, at most 60 characters; becomes the nickname unless an agent gave one.',
  PHONE: 'A phone number; becomes contact data.',
  WECHAT: 'A WeChat id; becomes contact data.',
  TEXT: 'Any text of at most 500 characters.',
  CHOICE: 'One of `choices`.',
};

export const FormFieldKindType = builder.enumType('FormFieldKind', {
  description: 'What a question of a site’s form asks for.',
  values: Object.fromEntries(
    formFieldKinds.map((kind) => [kind, { description: kindDescriptions[kind] }]),
  ) as Record<(typeof formFieldKinds)[number], { description: string }>,
});

const FormFieldType = builder.objectRef<FormField>('FormField').implement({
  description: 'A question that visitors are asked before their first word.',
  fields: (t) => ({
    id: t.exposeID('id', { description: 'The same for as long as the question stands.' }),
    label: t.exposeString('label', { description: 'The question, as visitors see it.' }),
    kind: t.expose('kind', { type: FormFieldKindType, description: 'What it asks for.' }),
    isRequired: t.exposeBoolean('isRequired', { description: 'Whether it must be answered.' }),
    choices: t.exposeStringList('choices', { description: 'What there is to choose from, of CHOICE.' }),
  }),
});

const FormAnswerType = builder.objectRef<FormAnswer>('FormAnswer').implement({
  description: 'A question as it stood there when it was answered, and the answer.',
  fields: (t) => ({
    label: t.exposeString('label', { description: 'The question.' }),
    value: t.string({
      description: 'The answer; contact data in it is masked as in messages.',
      resolve: ({ value }, _args, { actor }) =>
        textFor(actor, value, readMessage([], value).masked.get(0) ?? null),
    }),
  }),
});

builder.prismaObjectFields(SiteType, (t) => ({
  formFields: t.field({
    type: [FormFieldType],
    description: 'What visitors are asked before their first word; none for no form.',
    resolve: ({ formFields }) => formFieldsFrom(formFields),
  }),
}));

builder.prismaObjectFields(SessionType, (t) => ({
  formAnswers: t.field({
    type: [FormAnswerType],
    description:
      'What the visitor answered in the site’s form, but for name and contact data, which the visitor has.',
    resolve: ({ formAnswers }) => formAnswersFrom(formAnswers),
  }),
}));
