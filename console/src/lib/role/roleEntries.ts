import CopyPlus from '@lucide/svelte/icons/copy-plus';
import Eye from '@lucide/svelte/icons/eye';
import Pencil from '@lucide/svelte/icons/pencil';
import Trash2 from '@lucide/svelte/icons/trash-2';
import { resolve } from '$app/paths';
import type { ManagedRoleFragment } from '#lib/gql/generated.ts';
import { m } from '#lib/paraglide/messages.js';
import type { MenuEntry } from '#lib/ui/menuEntry.ts';
import type { RoleManagementState } from './roleManagementState.svelte.ts';
import { rememberViewedRole } from './viewedRole.ts';

/** What can be done with a role, in groups. */
export function roleEntries(management: RoleManagementState, role: ManagedRoleFragment): MenuEntry[][] {
  const { viewerCanChange, isShipped } = role;
  const groups: (MenuEntry | false)[][] = [
    [{ id: 'view', label: m.role_view_as(), icon: Eye, run: () => viewAs(role.id) }],
    [
      viewerCanChange && {
        id: 'rename',
        label: m.role_rename(),
        icon: Pencil,
        run: () => management.rename(role),
      },
      viewerCanChange && {
        id: 'copy',
        label: m.role_copy(),
        icon: CopyPlus,
        run: () => management.create(role),
      },
    ],
    [
      viewerCanChange &&
        !isShipped && {
          id: 'delete',
          label: m.role_delete(),
          icon: Trash2,
          isDangerous: true,
          run: () => management.remove(role),
        },
    ],
  ];
  return groups.map((group) => group.filter((one) => one !== false));
}

/** Loads the console anew with the rights of a role, or with all of one's own again. */
export function viewAs(roleId: string | null): void {
  rememberViewedRole(roleId);
  location.assign(resolve(roleId === null ? '/(desk)/settings/roles' : '/(desk)'));
}
