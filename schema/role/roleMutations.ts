import { NotFoundError } from '../../api/core/errors.ts';
import { createRole } from '../../api/role/createRole.ts';
import { deleteRole } from '../../api/role/deleteRole.ts';
import {
  LastHolderError,
  PermissionNotHeldError,
  RoleInUseError,
  RoleNameTakenError,
  ShippedRoleError,
} from '../../api/role/roleErrors.ts';
import { updateRole } from '../../api/role/updateRole.ts';
import { builder } from '../builder.ts';
import { DeletionReceipt } from '../deletionReceipt.ts';
import { PermissionType, RoleType } from './roleType.ts';

const CreateRoleInput = builder.inputType('CreateRoleInput', {
  description: 'A role to be made.',
  fields: (t) => ({
    name: t.string({ description: 'Another than all other roles have; at most 100 characters.' }),
    permissions: t.field({
      type: [PermissionType],
      description: 'What it allows: nothing that whoever makes it may not do.',
    }),
  }),
});

const UpdateRoleInput = builder.inputType('UpdateRoleInput', {
  description: 'What is to change of a role; what is left out stays.',
  fields: (t) => ({
    roleId: t.id({ description: 'Which role.' }),
    name: t.string({
      required: false,
      description: 'Another than all other roles have; at most 100 characters.',
    }),
    permissions: t.field({
      type: [PermissionType],
      required: false,
      description: 'All that it allows from now on.',
    }),
  }),
});

const DeleteRoleInput = builder.inputType('DeleteRoleInput', {
  description: 'Which role to delete.',
  fields: (t) => ({ roleId: t.id({ description: 'Which role.' }) }),
});

const authScopes = { permission: 'MANAGE_ROLES' } as const;

builder.mutationFields((t) => ({
  createRole: t.field({
    type: RoleType,
    description: 'Makes a role.',
    authScopes,
    args: { input: t.arg({ type: CreateRoleInput, description: 'Its name and what it allows.' }) },
    errors: { types: [RoleNameTakenError, PermissionNotHeldError] },
    resolve: (_root, { input }, { core, actor }) => createRole(core, actor, input),
  }),
  updateRole: t.field({
    type: RoleType,
    description: 'Renames a role or changes what it allows: at once, for those too who work with it now.',
    authScopes,
    args: { input: t.arg({ type: UpdateRoleInput, description: 'Which role, and what is to change.' }) },
    errors: { types: [NotFoundError, RoleNameTakenError, PermissionNotHeldError, LastHolderError] },
    resolve: (_root, { input }, { core, actor }) => updateRole(core, actor, input),
  }),
  deleteRole: t.field({
    type: DeletionReceipt,
    description: 'Deletes a role that no agent has and that did not come with the product.',
    authScopes,
    args: { input: t.arg({ type: DeleteRoleInput, description: 'Which role.' }) },
    errors: { types: [NotFoundError, PermissionNotHeldError, ShippedRoleError, RoleInUseError] },
    resolve: async (_root, { input }, { core, actor }) => ({
      deletedId: await deleteRole(core, actor, input),
    }),
  }),
}));
