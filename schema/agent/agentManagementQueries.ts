import { agentsWithin, colleaguesOf, reachableAgents, transferTargets } from '../../api/agent/agentAccess.ts';
import { matchingAgents, type AgentFilter } from '../../api/agent/agentFilters.ts';
import { asAgent, type Actor } from '../../api/core/actor.ts';
import { builder } from '../builder.ts';
import { AgentStatusType } from './agentStatusType.ts';
import { AgentStateType, AgentType } from './agentType.ts';

const managedAgents = (actor: Actor, { isReachable, ...filter }: AgentFilter & Reach) => ({
  AND: [agentsWithin(asAgent(actor)), matchingAgents(filter), isReachable ? reachableAgents : {}],
});

interface Reach {
  isReachable?: boolean | null | undefined;
}

builder.queryFields((t) => ({
  colleagues: t.prismaField({
    type: [AgentType],
    description:
      'The active agents of one’s own department and of those below it, oneself left out, by name. For agents.',
    authScopes: { agent: true },
    resolve: (query, _root, _args, { core, actor }) =>
      core.database.prisma.agent.findMany({
        ...query,
        where: colleaguesOf(asAgent(actor)),
        orderBy: [{ displayName: 'asc' }, { id: 'asc' }],
      }),
  }),
  transferTargets: t.prismaField({
    type: [AgentType],
    description: 'To whom a session can be given now: all others who answer visitors and are ONLINE or BUSY.',
    authScopes: { permission: ['TRANSFER_SESSIONS', 'TRANSFER_COLLEAGUES_SESSIONS'] },
    resolve: (query, _root, _args, { core, actor }) =>
      core.database.prisma.agent.findMany({
        ...query,
        where: transferTargets(asAgent(actor)),
        orderBy: [{ displayName: 'asc' }, { id: 'asc' }],
      }),
  }),
  agents: t.prismaConnection(
    {
      type: AgentType,
      cursor: 'id',
      description:
        'The agents within reach, by name: all, or without SEE_ALL_SESSIONS those of one’s own department and below. For those who manage agents.',
      authScopes: { permission: 'MANAGE_AGENTS' },
      args: {
        search: t.arg.string({
          required: false,
          description: 'Only those with this in their name or login; capitals do not matter.',
        }),
        isActive: t.arg.boolean({
          required: false,
          description: 'Only those who were not deactivated, or only those who were.',
        }),
        state: t.arg({ type: AgentStateType, required: false, description: 'Only those of this state.' }),
        departmentId: t.arg.id({
          required: false,
          description: 'Only those of this department and of those below it.',
        }),
        roleId: t.arg.id({ required: false, description: 'Only those with this role.' }),
        status: t.arg({ type: AgentStatusType, required: false, description: 'Only those of this status.' }),
        isReachable: t.arg.boolean({
          required: false,
          description: 'If true: only those who can be given sessions now.',
        }),
      },
      resolve: (query, _root, args, { core, actor }) =>
        core.database.prisma.agent.findMany({
          ...query,
          where: managedAgents(actor, args),
          orderBy: [{ displayName: 'asc' }, { id: 'asc' }],
        }),
    },
    {
      fields: (connection) => ({
        totalCount: connection.int({
          description: 'How many there are on all pages together.',
          resolve: ({ args }, _args, { core, actor }) =>
            core.database.prisma.agent.count({ where: managedAgents(actor, args) }),
        }),
      }),
    },
  ),
}));
