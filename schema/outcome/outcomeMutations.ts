import { NotFoundError } from '../../api/core/errors.ts';
import { createOutcome } from '../../api/outcome/createOutcome.ts';
import { orderOutcomes } from '../../api/outcome/orderOutcomes.ts';
import { OutcomeNameTakenError } from '../../api/outcome/outcomeErrors.ts';
import { updateOutcome } from '../../api/outcome/updateOutcome.ts';
import type { SessionOutcome } from '../../prisma/generated/client/client.ts';
import { builder } from '../builder.ts';
import { SessionOutcomeType } from './outcomeType.ts';

const nameDescription = 'What people call it; at most 40 characters.';

const CreateOutcomeInput = builder.inputType('CreateOutcomeInput', {
  description: 'An outcome to be offered.',
  fields: (t) => ({ name: t.string({ description: nameDescription }) }),
});

const UpdateOutcomeInput = builder.inputType('UpdateOutcomeInput', {
  description: 'What is to change of an outcome; what is left out stays.',
  fields: (t) => ({
    outcomeId: t.id({ description: 'Which one.' }),
    name: t.string({ required: false, description: nameDescription }),
    isArchived: t.boolean({ required: false, description: 'True to offer it no longer, false to do so.' }),
  }),
});

const OrderOutcomesInput = builder.inputType('OrderOutcomesInput', {
  description: 'The order of outcomes.',
  fields: (t) => ({
    outcomeIds: t.idList({
      description: 'In the order wanted; those left out come after them. At most 1,000.',
    }),
  }),
});

const OutcomeOrderType = builder.objectRef<{ outcomes: SessionOutcome[] }>('OutcomeOrder').implement({
  description: 'The outcomes in their order.',
  fields: (t) => ({
    outcomes: t.expose('outcomes', { type: [SessionOutcomeType], description: 'All of them.' }),
  }),
});

const authScopes = { permission: 'MANAGE_SETTINGS' } as const;

builder.mutationFields((t) => ({
  createOutcome: t.field({
    type: SessionOutcomeType,
    description: 'Offers another outcome to agents who end sessions.',
    authScopes,
    args: { input: t.arg({ type: CreateOutcomeInput, description: 'Its name.' }) },
    errors: { types: [OutcomeNameTakenError] },
    resolve: (_root, { input }, { core, actor }) => createOutcome(core, actor, input),
  }),
  updateOutcome: t.field({
    type: SessionOutcomeType,
    description: 'Renames an outcome, also where it was chosen, or says whether it is offered.',
    authScopes,
    args: { input: t.arg({ type: UpdateOutcomeInput, description: 'Which, and what.' }) },
    errors: { types: [NotFoundError, OutcomeNameTakenError] },
    resolve: (_root, { input }, { core, actor }) => updateOutcome(core, actor, input),
  }),
  orderOutcomes: t.field({
    type: OutcomeOrderType,
    description: 'Puts the outcomes in an order.',
    authScopes,
    args: { input: t.arg({ type: OrderOutcomesInput, description: 'Which.' }) },
    errors: {},
    resolve: async (_root, { input }, { core, actor }) => ({
      outcomes: await orderOutcomes(core, actor, input),
    }),
  }),
}));
