import type { Api } from '#lib/connection/api.ts';
import { codeOf } from '#lib/connection/failure.ts';
import { LazyRead } from '#lib/connection/lazyRead.svelte.ts';
import {
  DeleteRoleDocument,
  RolesDocument,
  UpdateRoleDocument,
  type CurrentAgentFragment,
  type ManagedRoleFragment,
  type Permission,
} from '#lib/gql/generated.ts';
import { m } from '#lib/paraglide/messages.js';
import { managementErrorText } from '#lib/setting/managementErrorText.ts';
import { confirmState } from '#lib/ui/confirmState.svelte.ts';
import { DialogState } from '#lib/ui/dialogState.svelte.ts';
import { toastState } from '#lib/ui/toastState.svelte.ts';
import { roleChanges, type RoleChange } from './roleChanges.ts';
import { roleFormDialog, RoleFormState } from './roleFormState.svelte.ts';

/** The changes that are about to be saved, for whoever decides. */
export const roleChangesDialog = new DialogState<readonly RoleChange[], true>();

/** All roles and what they allow: changed on the page first, then saved together. */
export class RoleManagementState {
  readonly list: LazyRead<readonly ManagedRoleFragment[]>;
  readonly roles = $derived.by(() => this.list.value ?? []);
  /** What is drafted, by role. */
  #drafts = $state.raw<ReadonlyMap<string, ReadonlySet<Permission>>>(new Map());
  readonly changes = $derived.by(() => roleChanges(this.roles, this.#drafts));
  isSaving = $state(false);
  /** The one that is shown where there is room for one only. */
  #chosenId = $state<string | null>(null);
  readonly chosen = $derived.by(() => this.roles.find(({ id }) => id === this.#chosenId) ?? this.roles[0]);
  readonly #api: Api;
  readonly #held: ReadonlySet<Permission>;
  readonly #ownRoleId: string;

  constructor(api: Api, viewer: CurrentAgentFragment) {
    this.#api = api;
    this.#held = new Set(viewer.role.permissions);
    this.#ownRoleId = viewer.role.id;
    this.list = new LazyRead(async () => (await api.query(RolesDocument, {})).roles);
  }

  choose(roleId: string | null): void {
    this.#chosenId = roleId;
  }

  isOwn(role: ManagedRoleFragment): boolean {
    return role.id === this.#ownRoleId;
  }

  allows(role: ManagedRoleFragment, permission: Permission): boolean {
    return this.#drafts.get(role.id)?.has(permission) ?? role.permissions.includes(permission);
  }

  isChanged(role: ManagedRoleFragment, permission: Permission): boolean {
    return this.allows(role, permission) !== role.permissions.includes(permission);
  }

  /** Nobody gives or takes what they do not have themselves. */
  canToggle(role: ManagedRoleFragment, permission: Permission): boolean {
    return role.viewerCanChange && this.#held.has(permission);
  }

  toggle(role: ManagedRoleFragment, permission: Permission): void {
    if (!this.canToggle(role, permission)) return;
    const draft = new Set(this.#drafts.get(role.id) ?? role.permissions);
    if (!draft.delete(permission)) draft.add(permission);
    this.#drafts = new Map(this.#drafts).set(role.id, draft);
  }

  discard(): void {
    this.#drafts = new Map();
  }

  /** Saves all changes, after showing whom they hit; what is refused stays drafted. */
  async save(): Promise<void> {
    if (this.isSaving || this.changes.length === 0) return;
    // Who has them is asked anew: the page may have been open for long.
    await this.list.load();
    const changes = this.changes;
    if (!(await roleChangesDialog.ask(changes))) return;
    this.isSaving = true;
    try {
      for (const { role, permissions } of changes) {
        const input = { roleId: role.id, permissions: [...permissions] };
        const { updateRole } = await this.#api.mutate(UpdateRoleDocument, { input });
        if (updateRole.__typename !== 'Role') throw new Refused(updateRole.code);
        const drafts = new Map(this.#drafts);
        drafts.delete(role.id);
        this.#drafts = drafts;
        this.#take(this.roles.map((other) => (other.id === role.id ? updateRole : other)));
      }
      toastState.show(m.roles_saved());
    } catch (error) {
      this.#fail(error instanceof Refused ? error.message : codeOf(error));
    } finally {
      this.isSaving = false;
      await this.list.load();
    }
  }

  async create(model: ManagedRoleFragment | null = null): Promise<void> {
    const role = await roleFormDialog.ask(
      new RoleFormState({
        api: this.#api,
        role: null,
        models: this.roles.filter(({ permissions }) => permissions.every((one) => this.#held.has(one))),
        ...(model && { name: m.role_copy_name({ name: model.name }), modelId: model.id }),
      }),
    );
    if (!role) return;
    this.#take([...this.roles, role]);
    this.choose(role.id);
    toastState.show(m.role_made({ name: role.name }));
  }

  async rename(role: ManagedRoleFragment): Promise<void> {
    const renamed = await roleFormDialog.ask(new RoleFormState({ api: this.#api, role, models: [] }));
    if (renamed) this.#take(this.roles.map((other) => (other.id === role.id ? renamed : other)));
  }

  async remove(role: ManagedRoleFragment): Promise<void> {
    const isConfirmed = await confirmState.ask({
      title: m.role_delete_title({ name: role.name }),
      text: m.role_delete_text(),
      confirmLabel: m.role_delete(),
      isDangerous: true,
    });
    if (!isConfirmed) return;
    try {
      const { deleteRole } = await this.#api.mutate(DeleteRoleDocument, { input: { roleId: role.id } });
      if (deleteRole.__typename === 'RoleInUseError')
        return toastState.show(m.role_in_use({ count: deleteRole.agentsCount }), 'error');
      const isGone = deleteRole.__typename === 'DeletionReceipt' || deleteRole.__typename === 'NotFoundError';
      if (!isGone) return this.#fail(deleteRole.code);
      this.#take(this.roles.filter(({ id }) => id !== role.id));
      toastState.show(m.role_deleted({ name: role.name }));
    } catch (error) {
      this.#fail(codeOf(error));
    }
  }

  #take(roles: readonly ManagedRoleFragment[]): void {
    this.list.value = roles;
  }

  #fail(code: string): void {
    toastState.show(managementErrorText(code), 'error');
  }
}

class Refused extends Error {}
