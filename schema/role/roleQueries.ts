import { builder } from '../builder.ts';
import { RoleType } from './roleType.ts';

builder.queryField('roles', (t) =>
  t.prismaField({
    type: [RoleType],
    description: 'All roles, those first that came with the product. For those who manage roles or agents.',
    authScopes: { permission: ['MANAGE_ROLES', 'MANAGE_AGENTS'] },
    resolve: (query, _root, _args, { core }) =>
      core.database.prisma.role.findMany({
        ...query,
        orderBy: [{ isShipped: 'desc' }, { createdAt: 'asc' }, { id: 'asc' }],
      }),
  }),
);
