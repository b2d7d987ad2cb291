import { builder } from '../builder.ts';

builder.queryField('currentAgent', (t) =>
  t.prismaField({
    type: 'Agent',
    nullable: true,
    description: 'The agent who is signed in; null when nobody is.',
    resolve: (query, _root, _args, { actor, core }) =>
      actor.kind === 'agent'
        ? core.database.prisma.agent.findUnique({ ...query, where: { id: actor.agentId } })
        : null,
  }),
);
