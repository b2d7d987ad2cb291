import type { ColleagueListState } from './colleagueListState.svelte.ts';
import { treeLines, type TreeLine } from './departmentTree.ts';

type TreeKeyEvent = Pick<KeyboardEvent, 'key' | 'preventDefault'>;

/** The colleagues as a tree of departments: which are closed, and where the keys are. */
export class ColleagueTreeState {
  #closed = $state.raw<ReadonlySet<string>>(new Set());
  #focusId = $state<string | null>(null);
  readonly lines: readonly TreeLine[] = $derived.by(() =>
    treeLines(this.#list.departments, this.#list.inOrder, this.#closed),
  );
  readonly #list: Pick<ColleagueListState, 'departments' | 'inOrder'>;

  constructor(list: Pick<ColleagueListState, 'departments' | 'inOrder'>) {
    this.#list = list;
  }

  /** The line that the tab key leads to: where the keys were last, else the chosen one, else the first. */
  tabStop(chosenId: string | null): string | null {
    const has = (id: string | null) => this.lines.some((line) => line.id === id);
    if (has(this.#focusId)) return this.#focusId;
    return has(chosenId) ? chosenId : (this.lines[0]?.id ?? null);
  }

  focus(id: string): void {
    this.#focusId = id;
  }

  toggle(departmentId: string): void {
    const closed = new Set(this.#closed);
    if (!closed.delete(departmentId)) closed.add(departmentId);
    this.#closed = closed;
  }

  /**
   * The keys of a tree: up and down through what is seen, right into a department, left out of it.
   * @returns the line to go to, if it is another one
   */
  handleKey(event: TreeKeyEvent, id: string): string | null {
    const index = this.lines.findIndex((line) => line.id === id);
    const line = this.lines[index];
    if (!line) return null;
    const target = this.#targetOf(event.key, line, index);
    if (target === undefined) return null;
    event.preventDefault();
    if (target === null || target.id === id) return null;
    this.#focusId = target.id;
    return target.id;
  }

  /** Undefined for a key that is not the tree's, null for one that opened or closed a department or leads nowhere. */
  #targetOf(key: string, line: TreeLine, index: number): TreeLine | null | undefined {
    const department = line.kind === 'department' ? line : null;
    switch (key) {
      case 'ArrowDown':
        return this.lines[index + 1] ?? null;
      case 'ArrowUp':
        return this.lines[index - 1] ?? null;
      case 'Home':
        return this.lines[0] ?? null;
      case 'End':
        return this.lines.at(-1) ?? null;
      case 'ArrowRight':
        if (department?.isOpen) return this.lines[index + 1] ?? null;
        if (department) this.toggle(line.id);
        return null;
      case 'ArrowLeft':
        if (!department?.isOpen) return this.lines.find(({ id }) => id === line.parentId) ?? null;
        this.toggle(line.id);
        return null;
      case 'Enter':
      case ' ':
        // An agent's line is a link, which has its own Enter.
        if (department) this.toggle(line.id);
        return department ? null : undefined;
      default:
        return undefined;
    }
  }
}
