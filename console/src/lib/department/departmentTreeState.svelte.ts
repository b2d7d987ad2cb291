import type { ManagedDepartmentFragment } from '#lib/gql/generated.ts';
import { TreeState } from '#lib/ui/treeState.svelte.ts';
import { departmentLines, type DepartmentTreeLine } from './departmentForest.ts';

/** The tree of departments as it is shown, and what is searched for in it. */
export class DepartmentTreeState extends TreeState {
  search = $state('');
  readonly lines: readonly DepartmentTreeLine[] = $derived.by(() =>
    departmentLines(this.#departments(), this.closed, this.search),
  );
  readonly #departments: () => readonly ManagedDepartmentFragment[];

  constructor(departments: () => readonly ManagedDepartmentFragment[]) {
    super();
    this.#departments = departments;
  }

  get isSearching(): boolean {
    return this.search.trim() !== '';
  }

  protected get rows() {
    return this.lines.map(({ department: { id, parentId }, hasChildren, isOpen }) => {
      return { id, parentId, canOpen: hasChildren, isOpen, isSwitch: false };
    });
  }
}
