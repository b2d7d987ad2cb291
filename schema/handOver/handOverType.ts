import { AgentNotReachableError } from '../../api/agent/agentErrors.ts';
import { HandOverExpiredError } from '../../api/handOver/handOverErrors.ts';
import { undoableUntil } from '../../api/handOver/handOverRules.ts';
import { builder } from '../builder.ts';
import { ErrorInterface } from '../errors.ts';

export const HandOverType = builder.prismaObject('HandOver', {
  description: 'That an agent who went away gave all live sessions to another one.',
  fields: (t) => ({
    id: t.exposeID('id', { description: 'Unique among everything.' }),
    sessionsCount: t.int({
      description: 'How many sessions.',
      resolve: ({ sessionIds }) => sessionIds.length,
    }),
    undoableUntil: t.field({
      type: 'DateTime',
      description: 'Until when it can be undone.',
      resolve: (handOver) => undoableUntil(handOver),
    }),
    agent: t.relation('fromAgent', { description: 'Who went away, with the status of now.' }),
    toAgent: t.relation('toAgent', { description: 'Who got the sessions.' }),
  }),
});

builder.objectType(HandOverExpiredError, {
  name: 'HandOverExpiredError',
  description: 'What was handed over can be taken back only for a few seconds, and once.',
  interfaces: [ErrorInterface],
});

builder.objectType(AgentNotReachableError, {
  name: 'AgentNotReachableError',
  description: 'The agent is neither ONLINE nor BUSY, so nothing can be given to them.',
  interfaces: [ErrorInterface],
});
