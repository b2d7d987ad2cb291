import { TreeState } from '#lib/ui/treeState.svelte.ts';
import type { ColleagueListState } from './colleagueListState.svelte.ts';
import { treeLines, type TreeLine } from './departmentTree.ts';

/** The colleagues as a tree of departments. */
export class ColleagueTreeState extends TreeState {
  readonly lines: readonly TreeLine[] = $derived.by(() =>
    treeLines(this.#list.departments, this.#list.inOrder, this.closed),
  );
  readonly #list: Pick<ColleagueListState, 'departments' | 'inOrder'>;

  constructor(list: Pick<ColleagueListState, 'departments' | 'inOrder'>) {
    super();
    this.#list = list;
  }

  protected get rows() {
    return this.lines.map((line) => {
      const isDepartment = line.kind === 'department';
      const isOpen = isDepartment && line.isOpen;
      return { id: line.id, parentId: line.parentId, canOpen: isDepartment, isOpen, isSwitch: isDepartment };
    });
  }
}
