import { beforeEach, describe, expect, it } from 'vitest';
import type { CurrentAgentFragment, ManagedRoleFragment, Permission } from '#lib/gql/generated.ts';
import { permissionGroups, permissionTexts } from '#lib/role/permissionTexts.ts';
import { roleChangesDialog, RoleManagementState } from '#lib/role/roleManagementState.svelte.ts';
import { toastState } from '#lib/ui/toastState.svelte.ts';
import { FakeApi, settle } from './fakeApi.ts';

const buildRole = (id: string, permissions: Permission[], viewerCanChange = true): ManagedRoleFragment => ({
  __typename: 'Role',
  id,
  name: id,
  isShipped: false,
  permissions,
  agentsCount: 1,
  viewerCanChange,
  holders: [{ __typename: 'Agent', id: `agent-${id}`, displayName: `Agent of ${id}` }],
});

const viewer = (permissions: Permission[]) =>
  ({ id: 'me', role: { id: 'chief', name: 'chief', permissions } }) as CurrentAgentFragment;

async function buildPage(roles: ManagedRoleFragment[], answer?: object) {
  const api = new FakeApi({
    Roles: () => ({ roles }),
    UpdateRole: ({ input }) => {
      const { roleId, permissions } = input as { roleId: string; permissions: Permission[] };
      return { updateRole: answer ?? { ...buildRole(roleId, permissions) } };
    },
  });
  const page = new RoleManagementState(api, viewer(['MANAGE_ROLES', 'SEE_AUDIT', 'MANAGE_TAGS']));
  await page.list.load();
  return { api, page };
}

beforeEach(() => void (toastState.toasts = []));

describe('the page of roles', () => {
  it('keeps changes as a draft until they are saved, and shows whom they hit before that', async () => {
    const { api, page } = await buildPage([buildRole('a', ['SEE_AUDIT']), buildRole('b', [])]);
    const [a] = page.roles;
    if (!a) throw new Error('no role');
    page.toggle(a, 'SEE_AUDIT');
    page.toggle(a, 'MANAGE_TAGS');
    expect(page.allows(a, 'SEE_AUDIT')).toBe(false);
    expect(api.callsOf('UpdateRole')).toEqual([]);
    const saving = page.save();
    await settle();
    const [change] = roleChangesDialog.form ?? [];
    expect(change).toMatchObject({ added: ['MANAGE_TAGS'], removed: ['SEE_AUDIT'] });
    expect(change?.role.holders[0]?.displayName).toBe('Agent of a');
    roleChangesDialog.close(true);
    await saving;
    expect(api.callsOf('UpdateRole')).toEqual([{ input: { roleId: 'a', permissions: ['MANAGE_TAGS'] } }]);
    expect(page.changes).toEqual([]);
  });

  it('saves nothing when whoever asked thinks better of it, and keeps the draft', async () => {
    const { api, page } = await buildPage([buildRole('a', [])]);
    const [a] = page.roles;
    if (!a) throw new Error('no role');
    page.toggle(a, 'MANAGE_TAGS');
    const saving = page.save();
    await settle();
    roleChangesDialog.close(null);
    await saving;
    expect(api.callsOf('UpdateRole')).toEqual([]);
    expect(page.changes).toHaveLength(1);
    page.discard();
    expect(page.changes).toEqual([]);
  });

  it('toggles nothing that one does not hold, nor a role that allows more', async () => {
    const { page } = await buildPage([buildRole('a', []), buildRole('mighty', ['MANAGE_SITES'], false)]);
    const [a, mighty] = page.roles;
    if (!a || !mighty) throw new Error('no roles');
    page.toggle(a, 'MANAGE_SITES');
    page.toggle(mighty, 'MANAGE_TAGS');
    expect(page.changes).toEqual([]);
  });

  it('says why a change was refused and keeps it drafted', async () => {
    const refusal = { __typename: 'LastHolderError', code: 'LAST_HOLDER' };
    const { page } = await buildPage([buildRole('a', ['MANAGE_ROLES'])], refusal);
    const [a] = page.roles;
    if (!a) throw new Error('no role');
    page.toggle(a, 'MANAGE_ROLES');
    const saving = page.save();
    await settle();
    roleChangesDialog.close(true);
    await saving;
    expect(toastState.toasts.at(-1)?.text).toBe('Somebody must be left who manages roles and agents.');
    expect(page.changes).toHaveLength(1);
  });

  it('shows every permission in one group', () => {
    const shown = permissionGroups.flatMap(({ permissions }) => permissions);
    expect(shown.toSorted()).toEqual(Object.keys(permissionTexts).toSorted());
  });
});
