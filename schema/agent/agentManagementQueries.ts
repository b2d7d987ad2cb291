import { agentsWithin, colleaguesOf, transferTargets } from '../../api/agent/agentAccess.ts';
import { matchingAgents, type AgentFilter } from '../../api/agent/agentFilters.ts';
import { asAgent, type Actor } from '../../api/core/actor.ts';
import { builder } from '../builder.ts';
import { AgentType } from './agentType.ts';

const managedAgents = (actor: Actor, filter: AgentFilter) => ({
  AND: [agentsWithin(asAgent(actor)), matchingAgents(filter)],
});

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
          description: 'Only those who can sign in, or only those who were deactivated.',
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
