import { TooManyAttemptsError } from '../../api/core/errors.ts';
import { setUp } from '../../api/setup/setUp.ts';
import { SetupRefusedError } from '../../api/setup/setupErrors.ts';
import { AgentType } from '../agent/agentType.ts';
import { keepSignIn } from '../agent/keepSignIn.ts';
import { builder } from '../builder.ts';
import { ErrorInterface } from '../errors.ts';

builder.objectType(SetupRefusedError, {
  name: 'SetupRefusedError',
  description: 'The token is wrong or too old, or the installation is set up already.',
  interfaces: [ErrorInterface],
});

const SetUpInput = builder.inputType('SetUpInput', {
  description: 'What an empty installation begins with.',
  fields: (t) => ({
    token: t.string({ description: 'What the address had behind `#` that the server printed at its start.' }),
    organisationName: t.string({
      description: 'Names the root of the tree of departments, and the site. At most 100 characters.',
    }),
    departmentName: t.string({ description: 'The first department, which serves the site.' }),
    displayName: t.string({ description: 'The admin’s name as visitors and colleagues see it.' }),
    login: t.string({ description: 'What the admin signs in with; at most 100 characters, no space.' }),
    password: t.string({
      description: 'The admin’s; 8 to 200 characters, not one that others would try first.',
    }),
    greeting: t.string({ defaultValue: '', description: 'The first words that a visitor of the site sees.' }),
    allowedOrigins: t.stringList({
      defaultValue: [],
      description: 'Addresses of the pages that may show the site’s widget.',
    }),
  }),
});

builder.mutationField('setUp', (t) =>
  t.field({
    type: AgentType,
    description:
      'Sets up an installation in which nobody can sign in yet, and signs its admin in. Open to whoever has the token that the server printed. Only over HTTP.',
    args: { input: t.arg({ type: SetUpInput, description: 'What it begins with.' }) },
    errors: { types: [SetupRefusedError, TooManyAttemptsError] },
    resolve: async (_root, { input }, context) =>
      (await keepSignIn(context, () => setUp(context.core, input, context))).agent,
  }),
);
