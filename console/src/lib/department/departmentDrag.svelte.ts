import type { ManagedDepartmentFragment } from '#lib/gql/generated.ts';
import { isWithin, placeOf, type DepartmentPlace } from './departmentForest.ts';

/** Where, of the line under the pointer, the department that it carries would go. */
export type DropSide = 'before' | 'inside' | 'after';

interface DragOptions {
  departments: () => readonly ManagedDepartmentFragment[];
  /** Whether a department may be put below this one; null is the root. */
  canTake: (parentId: string | null) => boolean;
  onDrop: (department: ManagedDepartmentFragment, place: DepartmentPlace) => void;
}

/** A department that the pointer carries through the tree. */
export class DepartmentDrag {
  draggedId = $state<string | null>(null);
  target = $state.raw<{ id: string; side: DropSide } | null>(null);
  readonly #options: DragOptions;

  constructor(options: DragOptions) {
    this.#options = options;
  }

  begin(id: string): void {
    this.draggedId = id;
  }

  /**
   * The pointer is over a line.
   * @param share how far down the line it is, from 0 to 1
   * @returns whether the department may be dropped there
   */
  over(id: string, share: number): boolean {
    const side: DropSide = share < 0.28 ? 'before' : share > 0.72 ? 'after' : 'inside';
    this.target = this.#placeAt(id, side) ? { id, side } : null;
    return this.target !== null;
  }

  drop(): void {
    const { draggedId, target } = this;
    const department = this.#options.departments().find(({ id }) => id === draggedId);
    const place = target && this.#placeAt(target.id, target.side);
    this.end();
    if (department && place) this.#options.onDrop(department, place);
  }

  end(): void {
    this.draggedId = null;
    this.target = null;
  }

  #placeAt(id: string, side: DropSide): DepartmentPlace | null {
    const { departments, canTake } = this.#options;
    const { draggedId } = this;
    if (draggedId === null || isWithin(departments(), id, draggedId)) return null;
    if (side === 'inside') {
      const last = departments().filter(({ parentId }) => parentId === id && id !== draggedId).length;
      return canTake(id) ? { parentId: id, position: last } : null;
    }
    const { parentId, position } = placeOf(departments(), id);
    const own = placeOf(departments(), draggedId);
    // Its own place becomes free: those after it move up by one.
    const gap = own.parentId === parentId && own.position < position ? 1 : 0;
    const wanted = position - gap + (side === 'after' ? 1 : 0);
    return canTake(parentId) ? { parentId, position: wanted } : null;
  }
}
