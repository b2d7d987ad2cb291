import { asAgent } from '../../api/core/actor.ts';
import type { AgentStatusChanged } from '../../api/agent/agentStatusEvents.ts';
import { followColleagueStatus } from '../../api/agent/followColleagueStatus.ts';
import { builder } from '../builder.ts';
import { nowAsking } from '../context.ts';
import { StreamStartedType } from '../streamStartedType.ts';
import { AgentStatusType } from './agentStatusType.ts';

const AgentStatusChangedType = builder.objectRef<AgentStatusChanged>('AgentStatusChanged').implement({
  description: 'An agent’s status is another. Of two, the one with the later `statusChangedAt` is newer.',
  fields: (t) => ({
    agentId: t.exposeID('agentId', { description: 'Whose.' }),
    status: t.expose('status', { type: AgentStatusType, description: 'The status in force now.' }),
    statusChangedAt: t.expose('statusChangedAt', { type: 'DateTime', description: 'Since when.' }),
  }),
});

const ColleagueEventType = builder.unionType('ColleagueEvent', {
  description: 'What an agent hears of the colleagues.',
  types: [StreamStartedType, AgentStatusChangedType],
  resolveType: ({ type }) => type,
});

builder.subscriptionField('colleagueEvents', (t) =>
  t.field({
    type: ColleagueEventType,
    description:
      'Follows the colleagues, those of the own department and of the departments below it, and oneself: first StreamStarted, upon which they are to be fetched, then every change. Fetch again whenever StreamStarted comes.',
    authScopes: { agent: true },
    subscribe: (_root, _args, context) =>
      followColleagueStatus(context.core, asAgent(context.actor), nowAsking(context)),
    resolve: (event) => event,
  }),
);
