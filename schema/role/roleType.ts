import {
  LastHolderError,
  PermissionNotHeldError,
  RoleInUseError,
  RoleNameTakenError,
  ShippedRoleError,
} from '../../api/role/roleErrors.ts';
import { canChangeRole } from '../../api/role/roleRules.ts';
import { Permission } from '../../prisma/generated/client/enums.ts';
import { builder } from '../builder.ts';
import { ErrorInterface } from '../errors.ts';

export const PermissionType = builder.enumType('Permission', {
  description: 'One thing that a role allows.',
  values: {
    [Permission.SEE_OWN_SESSIONS]: {
      description:
        'Answer visitors: be given sessions, and see one’s own and those of one’s department that nobody has taken.',
    },
    [Permission.SEE_DEPARTMENT_SESSIONS]: {
      description: 'See every session of one’s own department and of those below it.',
    },
    [Permission.SEE_ALL_SESSIONS]: {
      description:
        'See every session of the organisation. Who manages departments or agents without it does so in the own department and below.',
    },
    [Permission.ASSIST_SESSIONS]: {
      description: 'Write in a colleague’s session; the visitor sees the owner’s name.',
    },
    [Permission.TRANSFER_SESSIONS]: { description: 'Give an own session to another agent who is reachable.' },
    [Permission.TRANSFER_COLLEAGUES_SESSIONS]: {
      description: 'Give a colleague’s session to another agent, or take it oneself.',
    },
    [Permission.END_COLLEAGUES_SESSIONS]: { description: 'End a colleague’s session.' },
    [Permission.EDIT_VISITORS]: {
      description: 'Rename, note and tag visitors, and judge what is known about them.',
    },
    [Permission.USE_DO_NOT_DISTURB]: {
      description: 'Keep a visitor’s messages from being delivered, and lift that.',
    },
    [Permission.BLOCK_VISITORS]: { description: 'Keep a visitor from opening sessions and writing.' },
    [Permission.UNBLOCK_VISITORS]: { description: 'Let a blocked visitor in again.' },
    [Permission.SEE_ASSIGNMENTS]: { description: 'Read why a session went to whom.' },
    [Permission.SEE_CONTACT_DATA]: { description: 'Read visitors’ contact data unmasked.' },
    [Permission.REVEAL_CONTACT_DATA]: {
      description: 'Reveal single masked values; each time is written down.',
    },
    [Permission.MANAGE_TAGS]: { description: 'Make, change and delete tags, but for those of the system.' },
    [Permission.MANAGE_SYSTEM_TAGS]: {
      description: 'Make, change and delete the system’s tags, and say what they stand for.',
    },
    [Permission.MANAGE_VISITOR_DATA]: {
      description: 'Export all that is kept about a visitor, and erase it.',
    },
    [Permission.MANAGE_PUBLIC_QUICK_REPLIES]: {
      description: 'Make, change and delete public quick replies.',
    },
    [Permission.MANAGE_ROLES]: { description: 'Make, change and delete roles.' },
    [Permission.MANAGE_DEPARTMENTS]: { description: 'Make, change, move and delete departments.' },
    [Permission.MANAGE_AGENTS]: { description: 'Make, change and deactivate agents.' },
    [Permission.MANAGE_SITES]: { description: 'Change sites, and which departments serve them when.' },
    [Permission.MANAGE_SCRIPTS]: { description: 'Make, change, order, try and delete scripts.' },
    [Permission.MANAGE_SETTINGS]: { description: 'Change the organisation’s parameters.' },
    [Permission.MANAGE_API_TOKENS]: { description: 'Make and revoke API tokens.' },
    [Permission.MANAGE_WEBHOOKS]: {
      description: 'Make, change and delete webhooks, read their secrets and what was delivered.',
    },
    [Permission.WRITE_AS_VISITOR]: {
      description:
        'Make visitors, open their sessions and write as they do: for programs that stand between a visitor and the product.',
    },
    [Permission.SEE_REPORTS]: { description: 'Read reports.' },
    [Permission.SEE_AUDIT]: { description: 'Read who did what in the whole organisation.' },
    [Permission.EXPLORE_API]: { description: 'Explore the API in GraphiQL and read its schema.' },
  } as const,
});

export const RoleType = builder.prismaObject('Role', {
  fields: (t) => ({
    id: t.exposeID('id', { description: 'Unique among everything.' }),
    name: t.exposeString('name', { description: 'What people call it.' }),
    isShipped: t.exposeBoolean('isShipped'),
    permissions: t.expose('permissions', { type: [PermissionType], description: 'What it allows.' }),
    agentsCount: t.relationCount('agents', {
      authScopes: { permission: ['MANAGE_ROLES', 'MANAGE_AGENTS'] },
      description:
        'How many agents have it, deactivated ones included. For those who manage roles or agents.',
    }),
    holders: t.relation('agents', {
      authScopes: { permission: ['MANAGE_ROLES', 'MANAGE_AGENTS'] },
      description: 'The first ten active agents who have it, by name. For those who manage roles or agents.',
      query: { where: { deactivatedAt: null }, orderBy: [{ displayName: 'asc' }, { id: 'asc' }], take: 10 },
    }),
    viewerCanChange: t.boolean({
      description:
        'Whether whoever asks may change it: nobody changes a role that allows more than their own.',
      resolve: (role, _args, { actor }) => canChangeRole(actor, role),
    }),
  }),
});

builder.objectType(RoleNameTakenError, {
  name: 'RoleNameTakenError',
  description: 'Another role has this name.',
  interfaces: [ErrorInterface],
});

builder.objectType(PermissionNotHeldError, {
  name: 'PermissionNotHeldError',
  description: 'Nobody gives, takes or touches permissions that they do not have themselves.',
  interfaces: [ErrorInterface],
  fields: (t) => ({
    permissions: t.expose('permissions', {
      type: [PermissionType],
      description: 'Those that whoever asks does not have.',
    }),
  }),
});

builder.objectType(LastHolderError, {
  name: 'LastHolderError',
  description: 'No active agent would be left who has a permission without which nobody could give it back.',
  interfaces: [ErrorInterface],
  fields: (t) => ({
    permission: t.expose('permission', { type: PermissionType, description: 'Which permission.' }),
  }),
});

builder.objectType(RoleInUseError, {
  name: 'RoleInUseError',
  description: 'Agents have this role: give them another one first.',
  interfaces: [ErrorInterface],
  fields: (t) => ({ agentsCount: t.exposeInt('agentsCount', { description: 'How many.' }) }),
});

builder.objectType(ShippedRoleError, {
  name: 'ShippedRoleError',
  description: 'The role came with the product: it can be changed, but not deleted.',
  interfaces: [ErrorInterface],
});
