import { SignInFailedError } from '../../api/agent/agentErrors.ts';
import { Permission } from '../../prisma/generated/client/enums.ts';
import { builder } from '../builder.ts';
import { ErrorInterface } from '../errors.ts';

const PermissionType = builder.enumType('Permission', {
  description: 'One thing that a role allows.',
  values: {
    [Permission.SEE_DEPARTMENT_SESSIONS]: {
      description: 'See every session of one’s own department and of those below it.',
    },
    [Permission.SEE_ALL_SESSIONS]: { description: 'See every session of the organisation.' },
    [Permission.ASSIST_SESSIONS]: {
      description: 'Write in a colleague’s session; the visitor sees the owner’s name.',
    },
    [Permission.END_COLLEAGUES_SESSIONS]: { description: 'End a colleague’s session.' },
    [Permission.EXPLORE_API]: { description: 'Explore the API in GraphiQL and read its schema.' },
  } as const,
});

builder.prismaObject('Role', {
  fields: (t) => ({
    id: t.exposeID('id', { description: 'Unique among everything.' }),
    name: t.exposeString('name', { description: 'What people call it.' }),
    permissions: t.expose('permissions', { type: [PermissionType], description: 'What it allows.' }),
  }),
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
  }),
});

builder.objectType(SignInFailedError, {
  name: 'SignInFailedError',
  description: 'Login and password do not belong together. Never says which of the two is wrong.',
  interfaces: [ErrorInterface],
});
