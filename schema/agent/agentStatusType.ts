import { setStatus } from '../../api/agent/setStatus.ts';
import { AgentStatus } from '../../prisma/generated/client/enums.ts';
import { builder } from '../builder.ts';
import { AgentType } from './agentType.ts';

export const AgentStatusType = builder.enumType('AgentStatus', {
  description: 'Whether an agent takes visitors.',
  values: {
    [AgentStatus.ONLINE]: { description: 'Takes new visitors.' },
    [AgentStatus.BUSY]: { description: 'Takes new visitors only when nobody is ONLINE.' },
    [AgentStatus.AWAY]: { description: 'Takes none.' },
    [AgentStatus.OFFLINE]: {
      description: 'Signed out, or the connection has been gone for longer than the grace period.',
    },
  } as const,
});

const forAgents = { authScopes: { agent: true } };

builder.prismaObjectFields('Agent', (t) => ({
  status: t.expose('status', {
    ...forAgents,
    type: AgentStatusType,
    description: 'The status in force, as colleagues see it. Visitors may not ask.',
  }),
  statusChangedAt: t.expose('statusChangedAt', {
    ...forAgents,
    type: 'DateTime',
    description: 'Since when: of two copies the one with the later moment is newer. Visitors may not ask.',
  }),
  capacity: t.exposeInt('capacity', forAgents),
  waitingSessionsCount: t.relationCount('sessions', {
    ...forAgents,
    where: { endedAt: null, waitingSince: { not: null } },
    description: 'In how many of them a visitor waits for an answer. Visitors may not ask.',
  }),
  liveSessionsCount: t.relationCount('sessions', {
    ...forAgents,
    where: { endedAt: null },
    description: 'How many live sessions the agent answers. Visitors may not ask.',
  }),
}));

const SetStatusInput = builder.inputType('SetStatusInput', {
  description: 'Which status an agent chooses.',
  fields: (t) => ({
    status: t.field({
      type: AgentStatusType,
      description: 'ONLINE, BUSY or AWAY; OFFLINE is what one becomes by signing out.',
    }),
  }),
});

builder.mutationField('setStatus', (t) =>
  t.field({
    type: AgentType,
    description:
      'Chooses one’s own status: in force at once on all devices, and again after a lost connection. ONLINE after every sign-in.',
    authScopes: { inPerson: true },
    args: { input: t.arg({ type: SetStatusInput, description: 'Which one.' }) },
    errors: {},
    resolve: (_root, { input }, { core, actor }) => setStatus(core, actor, input),
  }),
);
