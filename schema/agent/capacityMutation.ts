import { setCapacity } from '../../api/agent/setCapacity.ts';
import { NotFoundError } from '../../api/core/errors.ts';
import { builder } from '../builder.ts';

const SetCapacityInput = builder.inputType('SetCapacityInput', {
  description: 'How many live sessions each of some agents may have.',
  fields: (t) => ({
    departmentId: t.id({ description: 'The agents of this department and of those below it.' }),
    capacity: t.int({
      description: 'How many, before new visitors go to others or wait: 0 to 1,000.',
    }),
  }),
});

const CapacityReceipt = builder
  .objectRef<{ changedCount: number; skippedCount: number }>('CapacityReceipt')
  .implement({
    description: 'That agents have another capacity.',
    fields: (t) => ({
      changedCount: t.exposeInt('changedCount', { description: 'How many agents.' }),
      skippedCount: t.exposeInt('skippedCount', {
        description: 'How many kept theirs because whoever asks may not change them.',
      }),
    }),
  });

builder.mutationField('setCapacity', (t) =>
  t.field({
    type: CapacityReceipt,
    description: 'Says how many live sessions each agent of a department and of those below it may have.',
    authScopes: { permission: 'MANAGE_AGENTS' },
    args: { input: t.arg({ type: SetCapacityInput, description: 'Whose, and how many.' }) },
    errors: { types: [NotFoundError] },
    resolve: (_root, { input }, { core, actor }) => setCapacity(core, actor, input),
  }),
);
