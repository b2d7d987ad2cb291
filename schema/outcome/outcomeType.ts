import { OutcomeNameTakenError } from '../../api/outcome/outcomeErrors.ts';
import { builder } from '../builder.ts';
import { ErrorInterface } from '../errors.ts';

const forAgents = { authScopes: { agent: true } };

export const SessionOutcomeType = builder.prismaObject('SessionOutcome', {
  fields: (t) => ({
    id: t.exposeID('id', { description: 'Unique among everything.' }),
    name: t.exposeString('name', { description: 'What people call it.' }),
    isArchived: t.boolean({
      description: 'Whether it is no longer offered.',
      resolve: ({ archivedAt }) => archivedAt !== null,
    }),
    usageCount: t.relationCount('sessions', {
      ...forAgents,
      description: 'How many sessions came out so. For agents.',
    }),
  }),
});

builder.prismaObjectField('Session', 'outcome', (t) =>
  t.relation('outcome', {
    ...forAgents,
    nullable: true,
    description: 'How it came out, as the agent said who ended it; null when nobody did. For agents.',
  }),
);

builder.objectType(OutcomeNameTakenError, {
  name: 'OutcomeNameTakenError',
  description: 'Another outcome that is offered has this name.',
  interfaces: [ErrorInterface],
});

builder.queryField('sessionOutcomes', (t) =>
  t.prismaField({
    type: [SessionOutcomeType],
    description: 'How sessions can come out 结束原因, in order; also what is no longer offered. For agents.',
    authScopes: { agent: true },
    resolve: (query, _root, _args, { core }) =>
      core.database.prisma.sessionOutcome.findMany({
        ...query,
        orderBy: [{ position: 'asc' }, { id: 'asc' }],
      }),
  }),
);
