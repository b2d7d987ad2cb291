import { followCondition, type Condition } from '../../api/condition/followCondition.ts';
import { builder } from '../builder.ts';

const ConditionType = builder.objectRef<Condition>('Condition').implement({
  description: 'What works of the service as a whole at this moment.',
  fields: (t) => ({
    reachesOthers: t.exposeBoolean('reachesOthers', {
      description:
        'Whether this process and the others hear of each other at once. While they do not, nothing is lost, but what others do elsewhere comes late.',
    }),
  }),
});

builder.subscriptionField('condition', (t) =>
  t.field({
    type: ConditionType,
    description: 'Follows the condition of the service: first as it is, then each change.',
    authScopes: { agent: true },
    subscribe: (_root, _args, context) => followCondition(context.core),
    resolve: (condition) => condition,
  }),
);
