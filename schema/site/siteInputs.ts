import { builder } from '../builder.ts';
import { FormFieldKindType } from '../form/formFields.ts';
import { WidgetSideType } from './siteType.ts';

const descriptions = {
  name: 'The organisation’s name as visitors see it; at most 100 characters.',
  greeting: 'The first words that a visitor sees; at most 1,000 characters, none for no greeting.',
  accentColor: 'The widget’s colour, as #rrggbb. What stands on it can always be read.',
  side: 'In which bottom corner of the page the widget stands.',
  launcherText: 'What stands on the button beside its sign; at most 20 characters, none for the sign alone.',
  bottomOffset: 'How far above the page’s bottom edge it stands, in CSS pixels; at most 200.',
  takesFiles: 'Whether visitors may send images and files.',
  asksForRating:
    'Whether visitors are asked how it was, when a session in which they were answered has ended.',
  formFields: 'What visitors are asked before their first word; at most 6 questions, none for no form.',
  allowedOrigins:
    'Addresses of the pages that may show the widget, of which only scheme, host and port count; at most 50.',
};

const FormFieldInput = builder.inputType('FormFieldInput', {
  description: 'A question of a site’s form.',
  fields: (t) => ({
    id: t.id({ description: 'A UUID of its own, which stays while the question does.' }),
    label: t.string({ description: 'The question, as visitors see it; at most 60 characters.' }),
    kind: t.field({ type: FormFieldKindType, description: 'What it asks for.' }),
    isRequired: t.boolean({ defaultValue: false, description: 'Whether it must be answered.' }),
    choices: t.stringList({
      defaultValue: [],
      description: 'Of a CHOICE what there is to choose from: 2 to 20, each of at most 60 characters.',
    }),
  }),
});

export const CreateSiteInput = builder.inputType('CreateSiteInput', {
  description: 'A site to be made.',
  fields: (t) => ({
    name: t.string({ description: descriptions.name }),
    greeting: t.string({ defaultValue: '', description: descriptions.greeting }),
    accentColor: t.string({ defaultValue: '#0f766e', description: descriptions.accentColor }),
    side: t.field({ type: WidgetSideType, defaultValue: 'RIGHT', description: descriptions.side }),
    launcherText: t.string({ defaultValue: '', description: descriptions.launcherText }),
    bottomOffset: t.int({ defaultValue: 0, description: descriptions.bottomOffset }),
    takesFiles: t.boolean({ defaultValue: true, description: descriptions.takesFiles }),
    asksForRating: t.boolean({ defaultValue: true, description: descriptions.asksForRating }),
    formFields: t.field({ type: [FormFieldInput], defaultValue: [], description: descriptions.formFields }),
    allowedOrigins: t.stringList({ defaultValue: [], description: descriptions.allowedOrigins }),
  }),
});

export const UpdateSiteInput = builder.inputType('UpdateSiteInput', {
  description: 'What is to change of a site; what is left out or null stays.',
  fields: (t) => ({
    siteId: t.id({ description: 'Which site.' }),
    name: t.string({ required: false, description: descriptions.name }),
    greeting: t.string({ required: false, description: descriptions.greeting }),
    accentColor: t.string({ required: false, description: descriptions.accentColor }),
    side: t.field({ type: WidgetSideType, required: false, description: descriptions.side }),
    launcherText: t.string({ required: false, description: descriptions.launcherText }),
    bottomOffset: t.int({ required: false, description: descriptions.bottomOffset }),
    takesFiles: t.boolean({ required: false, description: descriptions.takesFiles }),
    asksForRating: t.boolean({ required: false, description: descriptions.asksForRating }),
    formFields: t.field({ type: [FormFieldInput], required: false, description: descriptions.formFields }),
    allowedOrigins: t.stringList({ required: false, description: descriptions.allowedOrigins }),
  }),
});
