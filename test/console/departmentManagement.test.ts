import { beforeEach, describe, expect, it } from 'vitest';
import { departmentLines, departmentPath } from '#lib/department/departmentForest.ts';
import { departmentFormDialog } from '#lib/department/departmentFormState.svelte.ts';
import { DepartmentManagementState } from '#lib/department/departmentManagementState.svelte.ts';
import type { ManagedDepartmentFragment } from '#lib/gql/generated.ts';
import { confirmState } from '#lib/ui/confirmState.svelte.ts';
import { toastState } from '#lib/ui/toastState.svelte.ts';
import { FakeApi, settle } from './fakeApi.ts';

const department = (id: string, parentId: string | null, agentsCount = 0): ManagedDepartmentFragment => ({
  __typename: 'Department',
  id,
  name: id.toUpperCase(),
  parentId,
  agentsCount,
  viewerCanManage: true,
});
/** root > (a > (a1, a2), b), other */
const forest = [
  department('root', null, 1),
  department('a', 'root', 2),
  department('b', 'root'),
  department('a1', 'a', 3),
  department('a2', 'a'),
  department('other', null),
];

interface Placed {
  departmentId: string;
  parentId: string | null;
  position: number;
}

async function build(canManageRoot = true, departments = forest) {
  const api = new FakeApi({
    ManagedDepartments: () => ({ departments }),
    MoveDepartment: () => ({ moveDepartment: { __typename: 'Department' } }),
    RenameDepartment: () => ({ renameDepartment: { __typename: 'Department', name: 'x' } }),
    DeleteDepartment: () => ({ deleteDepartment: { __typename: 'DeletionReceipt' } }),
  });
  const management = new DepartmentManagementState({ api, canManageRoot });
  await management.list.load();
  const find = (id: string) => management.departments.find((one) => one.id === id)!;
  const moves = () => api.callsOf('MoveDepartment').map(({ input }) => Object.values(input as Placed));
  return { api, management, find, moves };
}

const lastToast = () => toastState.toasts.at(-1);
beforeEach(() => void (toastState.toasts = []));

describe('the tree of departments', () => {
  it('shows what is open, with the agents of all below', () => {
    const lines = departmentLines(forest, new Set(['a']));
    expect(lines.map(({ department: { id }, level }) => `${level} ${id}`)).toEqual([
      '1 root',
      '2 a',
      '2 b',
      '1 other',
    ]);
    expect(lines[0]).toMatchObject({ allAgentsCount: 6, size: 2, position: 1, isOpen: true });
    expect(lines[1]).toMatchObject({ hasChildren: true, isOpen: false, allAgentsCount: 5 });
  });

  it('leaves of a search what is found and what is above it, open', () => {
    const lines = departmentLines(forest, new Set(['root', 'a']), ' a1');
    expect(lines.map(({ department: { id } }) => id)).toEqual(['root', 'a', 'a1']);
    expect(departmentPath(forest, 'a1')).toBe('ROOT / A / A1');
  });

  it('is walked through by its keys', async () => {
    const { tree } = (await build()).management;
    const press = (key: string, id: string) => tree.handleKey({ key, preventDefault: () => undefined }, id);
    expect(press('ArrowDown', 'root')).toBe('a');
    expect(press('ArrowRight', 'a')).toBe('a1');
    expect(press('ArrowLeft', 'a1')).toBe('a');
    expect(press('ArrowLeft', 'a')).toBeNull();
    expect(press('ArrowDown', 'a')).toBe('b');
    expect(press('End', 'b')).toBe('other');
    expect(press('x', 'b')).toBeNull();
  });
});

describe('a department that is moved', () => {
  const drop = async (dragged: string, onto: string, share: number, canManageRoot = true) => {
    const built = await build(canManageRoot);
    built.management.drag.begin(dragged);
    const fits = built.management.drag.over(onto, share);
    built.management.drag.drop();
    await settle();
    return fits ? built.moves() : null;
  };

  it('goes where it is dropped: into another one, before or after it', async () => {
    expect(await drop('b', 'a', 0.5)).toEqual([['b', 'a', 2]]);
    expect(await drop('a2', 'b', 0.1)).toEqual([['a2', 'root', 1]]);
    expect(await drop('a', 'b', 0.9)).toEqual([['a', 'root', 1]]);
    expect(await drop('b', 'a', 0.1)).toEqual([['b', 'root', 0]]);
    expect(await drop('b', 'other', 0.9)).toEqual([['b', null, 2]]);
  });

  it('goes neither into itself nor where the agent may not put it', async () => {
    expect(await drop('a', 'a1', 0.5)).toBeNull();
    expect(await drop('a', 'a', 0.5)).toBeNull();
    expect(await drop('b', 'other', 0.9, false)).toBeNull();
    expect(await drop('b', 'a', 0.9)).toEqual([]);
  });

  it('goes by keys too: up, down, in and out', async () => {
    const { management, find, moves } = await build();
    await management.moveBy(find('b'), -1);
    await management.moveBy(find('b'), 1);
    await management.indent(find('b'), false);
    await management.indent(find('a1'), true);
    expect(moves()).toEqual([
      ['b', 'root', 0],
      ['b', 'a', 2],
      ['a1', 'root', 1],
    ]);
  });

  it('goes back for ten seconds', async () => {
    const { management, find, moves } = await build();
    await management.move(find('a1'), { parentId: 'b', position: 0 });
    expect(lastToast()).toMatchObject({ text: '“A1” is below “B” now', action: { lastsMs: 10_000 } });
    await lastToast()?.action?.run();
    expect(moves().at(-1)).toEqual(['a1', 'a', 0]);
  });

  it('goes where a dialog says, which offers nothing below itself', async () => {
    const { management, find, moves } = await build();
    const choosing = management.chooseParent(find('a'));
    const { form } = departmentFormDialog;
    expect(form?.parents.map(({ value }) => value)).toEqual(['', 'root', 'b', 'other']);
    form!.parentId = 'other';
    await form?.submit();
    await choosing;
    expect(moves()).toEqual([['a', 'other', 0]]);
  });
});

describe('a department', () => {
  it('can be begun while the departments are on their way', async () => {
    const api = new FakeApi({ ManagedDepartments: () => ({ departments: forest }) });
    const management = new DepartmentManagementState({ api, canManageRoot: true });
    void management.create(null);
    const { form } = departmentFormDialog;
    expect(form?.parents.map(({ value }) => value)).toEqual(['']);
    await management.list.load();
    expect(form?.parents.map(({ value }) => value)).toEqual(['', ...forest.map(({ id }) => id)]);
    departmentFormDialog.close(null);
  });

  it('is renamed where it stands', async () => {
    const { api, management, find } = await build();
    management.beginRename(find('b'));
    management.edit.draft = ' 导医台 ';
    await management.edit.save();
    expect(api.callsOf('RenameDepartment')).toEqual([{ input: { departmentId: 'b', name: '导医台' } }]);
    expect(management.edit.isEditing).toBe(false);
  });

  it('is deleted after a yes; what is in the way is said at once', async () => {
    const { api, management, find } = await build();
    await management.remove(find('a'));
    expect(lastToast()).toMatchObject({ kind: 'error' });
    expect(lastToast()?.text).toContain(
      'agents in it, deactivated ones included: 2; departments below it: 2',
    );
    const removing = management.remove(find('b'));
    await settle();
    confirmState.answer(true);
    await removing;
    expect(api.callsOf('DeleteDepartment')).toEqual([{ input: { departmentId: 'b' } }]);
  });
});
