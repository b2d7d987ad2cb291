import { sortedPermissions } from '../../api/role/roleRules.ts';
import { builder } from '../builder.ts';
import { PermissionType, RoleType } from '../role/roleType.ts';

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

builder.queryFields((t) => ({
  currentPermissions: t.field({
    type: [PermissionType],
    description:
      'What whoever asks may do in this request: what the role of the agent allows, and, with the header x-dukou-as-role, the role that it names allows too.',
    resolve: (_root, _args, { actor }) =>
      actor.kind === 'agent' ? sortedPermissions(actor.permissions) : [],
  }),
  viewedRole: t.prismaField({
    type: RoleType,
    nullable: true,
    authScopes: { agent: true },
    description:
      'The role as which whoever asks looks at the product by the header x-dukou-as-role; null without it. For agents.',
    resolve: (query, _root, _args, { core, actor }) =>
      actor.kind === 'agent' && actor.asRoleId
        ? core.database.prisma.role.findUnique({ ...query, where: { id: actor.asRoleId } })
        : null,
  }),
}));
