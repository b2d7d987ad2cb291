import { sortedPermissions } from '../../api/role/roleRules.ts';
import type { Actor } from '../../api/core/actor.ts';
import { builder } from '../builder.ts';
import { PermissionType } from '../role/roleType.ts';

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

const CurrentRightsType = builder.objectRef<Actor>('CurrentRights').implement({
  description: 'What whoever asks may do in this request.',
  fields: (t) => ({
    permissions: t.field({
      type: [PermissionType],
      description:
        'What the role of the agent allows, the API token too where there is one, and, with the header x-dukou-as-role, the role that it names.',
      resolve: (actor) => (actor.kind === 'agent' ? sortedPermissions(actor.permissions) : []),
    }),
    viewedRoleName: t.string({
      nullable: true,
      description:
        'What the role is called as which an agent looks at the product by that header; null without it, or when the role is gone.',
      resolve: async (actor, _args, { core }) => {
        if (actor.kind !== 'agent' || !actor.asRoleId) return null;
        const role = await core.database.prisma.role.findUnique({ where: { id: actor.asRoleId } });
        return role?.name ?? null;
      },
    }),
  }),
});

builder.queryField('currentRights', (t) =>
  t.field({
    type: CurrentRightsType,
    description: 'What whoever asks may do in this request; nothing, when nobody is signed in.',
    resolve: (_root, _args, { actor }) => actor,
  }),
);
