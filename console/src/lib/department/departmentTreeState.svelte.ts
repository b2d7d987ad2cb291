import { departmentLines, type DepartmentTreeLine } from './departmentForest.ts';
import type { ManagedDepartmentFragment } from '#lib/gql/generated.ts';

type TreeKeyEvent = Pick<KeyboardEvent, 'key' | 'preventDefault'>;

/** The tree of departments as it is shown: what is searched for, what is closed, and where the keys are. */
export class DepartmentTreeState {
  search = $state('');
  #closed = $state.raw<ReadonlySet<string>>(new Set());
  #focusId = $state<string | null>(null);
  readonly lines: readonly DepartmentTreeLine[] = $derived.by(() =>
    departmentLines(this.#departments(), this.#closed, this.search),
  );
  readonly #departments: () => readonly ManagedDepartmentFragment[];

  constructor(departments: () => readonly ManagedDepartmentFragment[]) {
    this.#departments = departments;
  }

  get isSearching(): boolean {
    return this.search.trim() !== '';
  }

  /** The line that the tab key leads to. */
  get tabStop(): string | null {
    const has = this.lines.some(({ department }) => department.id === this.#focusId);
    return has ? this.#focusId : (this.lines[0]?.department.id ?? null);
  }

  focus(id: string): void {
    this.#focusId = id;
  }

  toggle(id: string): void {
    const closed = new Set(this.#closed);
    if (!closed.delete(id)) closed.add(id);
    this.#closed = closed;
  }

  open(id: string | null): void {
    if (id !== null && this.#closed.has(id)) this.toggle(id);
  }

  /** The keys of a tree. @returns the line to go to, if it is another one */
  handleKey(event: TreeKeyEvent, id: string): string | null {
    const index = this.lines.findIndex(({ department }) => department.id === id);
    const line = this.lines[index];
    if (!line) return null;
    const target = this.#targetOf(event.key, line, index);
    if (target === undefined) return null;
    event.preventDefault();
    const next = target?.department.id ?? null;
    if (next === null || next === id) return null;
    this.#focusId = next;
    return next;
  }

  /** Undefined for a key that is not the tree's, null for one that opened or closed a department or leads nowhere. */
  #targetOf(key: string, line: DepartmentTreeLine, index: number): DepartmentTreeLine | null | undefined {
    const { department, hasChildren, isOpen } = line;
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
        if (isOpen) return this.lines[index + 1] ?? null;
        if (hasChildren) this.toggle(department.id);
        return null;
      case 'ArrowLeft':
        if (!isOpen) return this.lines.find((one) => one.department.id === department.parentId) ?? null;
        this.toggle(department.id);
        return null;
      default:
        return undefined;
    }
  }
}
