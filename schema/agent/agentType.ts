import { canChangeAgent } from '../../api/agent/agentRules.ts';
import {
  LoginTakenError,
  OwnAgentError,
  SignInFailedError,
  WrongPasswordError,
} from '../../api/agent/agentErrors.ts';
import { builder } from '../builder.ts';
import { ErrorInterface } from '../errors.ts';

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
      description: 'Whether the agent can sign in; not after being deactivated. Visitors may not ask.',
      resolve: ({ deactivatedAt }) => deactivatedAt === null,
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

builder.objectType(OwnAgentError, {
  name: 'OwnAgentError',
  description: 'Nobody does this to themselves.',
  interfaces: [ErrorInterface],
});
