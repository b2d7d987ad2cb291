import type { ManagedRoleFragment, Permission } from '#lib/gql/generated.ts';

/** What is to change of a role. */
export interface RoleChange {
  role: ManagedRoleFragment;
  /** All that it is to allow. */
  permissions: readonly Permission[];
  added: readonly Permission[];
  removed: readonly Permission[];
}

/** How roles differ from what is drafted for them. */
export function roleChanges(
  roles: readonly ManagedRoleFragment[],
  drafts: ReadonlyMap<string, ReadonlySet<Permission>>,
): RoleChange[] {
  return roles.flatMap((role) => {
    const draft = drafts.get(role.id);
    if (!draft) return [];
    const added = [...draft].filter((one) => !role.permissions.includes(one));
    const removed = role.permissions.filter((one) => !draft.has(one));
    if (added.length + removed.length === 0) return [];
    return [{ role, permissions: [...draft], added, removed }];
  });
}
