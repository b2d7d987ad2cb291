import { firstSteps, type FirstSteps } from '../../api/setup/firstSteps.ts';
import { isSetUp } from '../../api/setup/isSetUp.ts';
import { builder } from '../builder.ts';

const FirstStepsType = builder.objectRef<FirstSteps>('FirstSteps').implement({
  description: 'How far the organisation has come on its way to the first talk. The demo data do not count.',
  fields: (t) => ({
    hasSite: t.exposeBoolean('hasSite', { description: 'It has a site of its own.' }),
    isWidgetSeen: t.exposeBoolean('isWidgetSeen', {
      description: 'The widget of such a site has been shown on a page.',
    }),
    hasDepartment: t.exposeBoolean('hasDepartment', { description: 'A department serves such a site.' }),
    answeringAgentsCount: t.exposeInt('answeringAgentsCount', {
      description: 'How many agents can answer the visitors of such sites.',
    }),
    hasTalk: t.exposeBoolean('hasTalk', { description: 'A visitor of such a site has written.' }),
  }),
});

const InstallationType = builder.objectRef<{ isSetUp: boolean }>('Installation').implement({
  description: 'What anybody may know of this installation of the product.',
  fields: (t) => ({
    isSetUp: t.exposeBoolean('isSetUp', {
      description: 'Whether there is anybody who could sign in; if not, it must be set up first.',
    }),
  }),
});

builder.queryFields((t) => ({
  installation: t.field({
    type: InstallationType,
    description: 'What anybody may know of this installation. Open to everybody.',
    resolve: async (_root, _args, { core }) => ({ isSetUp: await isSetUp(core) }),
  }),
  firstSteps: t.field({
    type: FirstStepsType,
    description: 'What there is of what the first talk needs.',
    authScopes: { permission: 'MANAGE_SITES' },
    resolve: (_root, _args, { core }) => firstSteps(core),
  }),
}));
