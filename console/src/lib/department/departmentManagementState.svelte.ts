import type { Api } from '#lib/connection/api.ts';
import { codeOf } from '#lib/connection/failure.ts';
import { LazyRead } from '#lib/connection/lazyRead.svelte.ts';
import {
  DeleteDepartmentDocument,
  ManagedDepartmentsDocument,
  MoveDepartmentDocument,
  RenameDepartmentDocument,
  type ManagedDepartmentFragment,
} from '#lib/gql/generated.ts';
import { m } from '#lib/paraglide/messages.js';
import { errorText } from '#lib/setting/errorText.ts';
import { confirmState } from '#lib/ui/confirmState.svelte.ts';
import { InPlaceEdit } from '#lib/ui/inPlaceEdit.svelte.ts';
import { toastState } from '#lib/ui/toastState.svelte.ts';
import { DepartmentDrag } from './departmentDrag.svelte.ts';
import { childrenOf, placeOf, type DepartmentPlace } from './departmentForest.ts';
import { departmentFormDialog, DepartmentFormState } from './departmentFormState.svelte.ts';
import { departmentRefusal, inUseText } from './departmentText.ts';
import { DepartmentTreeState } from './departmentTreeState.svelte.ts';

const undoMs = 10_000;

interface DepartmentManagementOptions {
  api: Pick<Api, 'query' | 'mutate'>;
  /** Whether the agent reaches the root of the tree. */
  canManageRoot: boolean;
}

/** The tree of departments, to be made, renamed, moved and deleted. */
export class DepartmentManagementState {
  readonly list: LazyRead<ManagedDepartmentFragment[]>;
  readonly tree = new DepartmentTreeState(() => this.departments);
  readonly drag = new DepartmentDrag({
    departments: () => this.departments,
    canTake: (parentId) => this.canTake(parentId),
    onDrop: (department, place) => void this.move(department, place),
  });
  /** What has just been done, for who cannot see it. */
  announcement = $state('');
  renamed = $state.raw<ManagedDepartmentFragment | null>(null);
  readonly edit = new InPlaceEdit({
    text: () => this.renamed?.name ?? '',
    save: (name) => this.#rename(name),
  });
  readonly canManageRoot: boolean;
  readonly #api: DepartmentManagementOptions['api'];

  constructor({ api, canManageRoot }: DepartmentManagementOptions) {
    this.#api = api;
    this.canManageRoot = canManageRoot;
    this.list = new LazyRead(async () => (await api.query(ManagedDepartmentsDocument, {})).departments);
  }

  get departments(): readonly ManagedDepartmentFragment[] {
    return this.list.value ?? [];
  }

  canTake(parentId: string | null): boolean {
    if (parentId === null) return this.canManageRoot;
    return this.departments.find(({ id }) => id === parentId)?.viewerCanManage ?? false;
  }

  async create(parentId: string | null): Promise<void> {
    const answer = await departmentFormDialog.ask(this.#form(null, parentId));
    if (!answer || !('made' in answer)) return;
    this.tree.search = '';
    this.tree.open(answer.made.parentId);
    this.announcement = m.department_made({ name: answer.made.name });
    await this.list.load();
  }

  beginRename(department: ManagedDepartmentFragment): void {
    this.renamed = department;
    this.edit.begin();
  }

  async chooseParent(department: ManagedDepartmentFragment): Promise<void> {
    const answer = await departmentFormDialog.ask(this.#form(department, department.parentId));
    if (!answer || 'made' in answer || answer.parentId === department.parentId) return;
    const position = childrenOf(this.departments, answer.parentId).length;
    await this.move(department, { parentId: answer.parentId, position });
  }

  /** By so many places up or down among those below the same one. */
  async moveBy(department: ManagedDepartmentFragment, by: number): Promise<void> {
    const { parentId, position } = placeOf(this.departments, department.id);
    const siblings = childrenOf(this.departments, parentId);
    if (siblings[position + by]) await this.move(department, { parentId, position: position + by });
  }

  /** Below the one before it, or (out) beside the one that it is below. */
  async indent(department: ManagedDepartmentFragment, isOut: boolean): Promise<void> {
    const { parentId, position } = placeOf(this.departments, department.id);
    if (isOut && parentId !== null) {
      const above = placeOf(this.departments, parentId);
      await this.move(department, { ...above, position: above.position + 1 });
    }
    const before = isOut ? undefined : childrenOf(this.departments, parentId)[position - 1];
    if (!before) return;
    const last = childrenOf(this.departments, before.id).length;
    await this.move(department, { parentId: before.id, position: last });
  }

  /** Moves it with all below it; for a while that can be undone. */
  async move(department: ManagedDepartmentFragment, place: DepartmentPlace): Promise<void> {
    const before = placeOf(this.departments, department.id);
    const isSame = before.parentId === place.parentId && before.position === place.position;
    if (isSame || !this.canTake(place.parentId)) return;
    if (!(await this.#send(department, place))) return;
    this.tree.open(place.parentId);
    const text = this.#moveText(department, before, place);
    this.announcement = text;
    toastState.show(text, 'notice', {
      label: m.department_move_undo(),
      lastsMs: undoMs,
      run: async () => {
        if (await this.#send(department, before)) toastState.show(m.department_move_undone());
      },
    });
  }

  async remove(department: ManagedDepartmentFragment): Promise<void> {
    const { id, name, agentsCount } = department;
    const childrenCount = childrenOf(this.departments, id).length;
    // What is known to be in the way needs no question.
    if (agentsCount > 0 || childrenCount > 0)
      return toastState.show(inUseText(name, { agentsCount, childrenCount, sessionsCount: 0 }), 'error');
    const isConfirmed = await confirmState.ask({
      title: m.department_delete_title({ name }),
      text: m.department_delete_text(),
      confirmLabel: m.department_delete(),
      isDangerous: true,
    });
    if (!isConfirmed) return;
    try {
      const answer = (await this.#api.mutate(DeleteDepartmentDocument, { input: { departmentId: id } }))
        .deleteDepartment;
      if (answer.__typename === 'DepartmentInUseError') toastState.show(inUseText(name, answer), 'error');
      else if (answer.__typename === 'DeletionReceipt' || answer.__typename === 'NotFoundError')
        toastState.show(m.department_deleted({ name }));
      else toastState.show(errorText(answer.code), 'error');
    } catch (error) {
      toastState.show(errorText(codeOf(error)), 'error');
    }
    await this.list.load();
  }

  #form(moved: ManagedDepartmentFragment | null, parentId: string | null): DepartmentFormState {
    const { canManageRoot } = this;
    const departments = () => this.departments;
    return new DepartmentFormState({ api: this.#api, departments, canManageRoot, moved, parentId });
  }

  async #rename(name: string): Promise<string | null> {
    const departmentId = this.renamed?.id ?? '';
    try {
      const input = { departmentId, name };
      const { renameDepartment } = await this.#api.mutate(RenameDepartmentDocument, { input });
      if (renameDepartment.__typename !== 'Department') return departmentRefusal(renameDepartment);
      await this.list.load();
      this.announcement = m.department_renamed({ name: renameDepartment.name });
      return null;
    } catch (error) {
      return errorText(codeOf(error));
    }
  }

  async #send({ id: departmentId }: ManagedDepartmentFragment, place: DepartmentPlace): Promise<boolean> {
    let refusal: string | null = null;
    try {
      const { moveDepartment } = await this.#api.mutate(MoveDepartmentDocument, {
        input: { departmentId, ...place },
      });
      if (moveDepartment.__typename !== 'Department') refusal = departmentRefusal(moveDepartment);
    } catch (error) {
      refusal = errorText(codeOf(error));
    }
    await this.list.load();
    if (refusal) toastState.show(refusal, 'error');
    return refusal === null;
  }

  #moveText({ name }: ManagedDepartmentFragment, before: DepartmentPlace, place: DepartmentPlace): string {
    if (before.parentId === place.parentId) {
      const count = childrenOf(this.departments, place.parentId).length;
      return m.department_moved_place({ name, place: place.position + 1, count });
    }
    const parent = this.departments.find(({ id }) => id === place.parentId);
    return parent ? m.department_moved({ name, parent: parent.name }) : m.department_moved_root({ name });
  }
}
