import { agentState, canChangeAgent, lastSeen, type AgentState } from '../../api/agent/agentRules.ts';
import {
  InvitationExpiredError,
  LoginTakenError,
  OwnAgentError,
  ProofNeededError,
  SignInFailedError,
  WrongPasswordError,
} from '../../api/agent/agentErrors.ts';
import { builder } from '../builder.ts';
import { ErrorInterface } from '../errors.ts';

export const AgentStateType = builder.enumType('AgentState', {
  description: 'Whether an agent can sign in, and if not, why.',
  values: {
    ACTIVE: { description: 'Can sign in.' },
    INVITED: { description: 'Has not chosen a password yet.' },
    DEACTIVATED: { description: 'Was locked out.' },
  } as const satisfies Record<AgentState, object>,
});

export const AgentType = builder.prismaObject('Agent', {
  fields: (t) => ({
    id: t.exposeID('id', { description: 'Unique among everything.' }),
    displayName: t.exposeString('displayName'),
    login: t.exposeString('login', { authScopes: { agent: true } }),
    department: t.relation('department', {
      authScopes: { agent: true },
      description: 'Where the agent works. Visitors may not ask.',
    }),
    role: t.relation('role', {
      authScopes: { agent: true },
      description: 'What the agent may do. Visitors may not ask.',
    }),
    isActive: t.boolean({
      authScopes: { agent: true },
      description: 'Whether the agent has not been deactivated. Visitors may not ask.',
      resolve: ({ deactivatedAt }) => deactivatedAt === null,
    }),
    state: t.field({
      type: AgentStateType,
      authScopes: { agent: true },
      description: 'Whether the agent can sign in, and if not, why. Visitors may not ask.',
      resolve: (agent) => agentState(agent),
    }),
    lastSeenAt: t.field({
      type: 'DateTime',
      nullable: true,
      authScopes: { permission: 'MANAGE_AGENTS' },
      description:
        'When the agent was last connected: now, for one who is; null for never. For those who manage agents.',
      resolve: (agent, _args, { core }) => lastSeen(agent, core.clock.now()),
    }),
    ownRepliesCount: t.relationCount('quickReplies', {
      authScopes: { permission: 'MANAGE_AGENTS' },
      description: 'How many personal quick replies the agent has. For those who manage agents.',
    }),
    invitationExpiresAt: t.field({
      type: 'DateTime',
      nullable: true,
      authScopes: { permission: 'MANAGE_AGENTS' },
      description:
        'Until when the link is good on which the agent can choose a password; null when there is none. For those who manage agents.',
      select: { invitation: { select: { expiresAt: true } } },
      resolve: ({ invitation }, _args, { core }) =>
        invitation && invitation.expiresAt > core.clock.now() ? invitation.expiresAt : null,
    }),
    viewerCanChange: t.boolean({
      description:
        'Whether whoever asks may change the agent: one within reach, whose role allows no more than their own.',
      select: {
        department: { select: { path: true } },
        role: { select: { permissions: true } },
      },
      resolve: (agent, _args, { actor }) => canChangeAgent(actor, agent),
    }),
  }),
});

builder.objectType(SignInFailedError, {
  name: 'SignInFailedError',
  description: 'Login and password do not belong together. Never says which of the two is wrong.',
  interfaces: [ErrorInterface],
});

builder.objectType(LoginTakenError, {
  name: 'LoginTakenError',
  description: 'Another agent signs in with this login.',
  interfaces: [ErrorInterface],
});

builder.objectType(WrongPasswordError, {
  name: 'WrongPasswordError',
  description: 'The password that was given as proof is wrong.',
  interfaces: [ErrorInterface],
});

builder.objectType(ProofNeededError, {
  name: 'ProofNeededError',
  description: 'Prove first who you are: `proveSignIn`.',
  interfaces: [ErrorInterface],
});

builder.objectType(OwnAgentError, {
  name: 'OwnAgentError',
  description: 'Nobody does this to themselves.',
  interfaces: [ErrorInterface],
});

builder.objectType(InvitationExpiredError, {
  name: 'InvitationExpiredError',
  description: 'The link was used, has been replaced or withdrawn, is too old, or never was one.',
  interfaces: [ErrorInterface],
});
