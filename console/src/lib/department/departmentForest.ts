import type { ManagedDepartmentFragment } from '#lib/gql/generated.ts';

interface PlacedDepartment {
  id: string;
  name: string;
  parentId: string | null;
}

/** One line of the tree of departments that is managed. */
export interface DepartmentTreeLine {
  department: ManagedDepartmentFragment;
  level: number;
  /** Among those below the same one, from 1. */
  position: number;
  size: number;
  hasChildren: boolean;
  isOpen: boolean;
  /** Agents in it and in all below it. */
  allAgentsCount: number;
}

/** Where a department stands: below which one, and as which of those there, from 0. */
export interface DepartmentPlace {
  parentId: string | null;
  position: number;
}

/** The names from the root down to a department. */
export function departmentPath(departments: readonly PlacedDepartment[], id: string): string {
  return ancestorsOf(departments, id)
    .map(({ name }) => name)
    .join(' / ');
}

/** Those above a department from the root down, and itself. */
export function ancestorsOf<Department extends PlacedDepartment>(
  departments: readonly Department[],
  id: string,
): Department[] {
  const found = departments.find((one) => one.id === id);
  if (!found) return [];
  const above = found.parentId === null ? [] : ancestorsOf(departments, found.parentId);
  return [...above, found];
}

/** Those right below one, in their order; null for those at the root. */
export function childrenOf<Department extends PlacedDepartment>(
  departments: readonly Department[],
  parentId: string | null,
): Department[] {
  return departments.filter((one) => one.parentId === parentId);
}

export function placeOf(departments: readonly PlacedDepartment[], id: string): DepartmentPlace {
  const parentId = departments.find((one) => one.id === id)?.parentId ?? null;
  return { parentId, position: childrenOf(departments, parentId).findIndex((one) => one.id === id) };
}

/** Whether a department is another one or stands below it. */
export function isWithin(departments: readonly PlacedDepartment[], id: string, aboveId: string): boolean {
  return ancestorsOf(departments, id).some((one) => one.id === aboveId);
}

/**
 * The lines of the tree from top to bottom. What is closed hides what is below it; a search leaves what it finds and what
 * is above that, all of it open.
 */
export function departmentLines(
  departments: readonly ManagedDepartmentFragment[],
  closed: ReadonlySet<string>,
  search = '',
): DepartmentTreeLine[] {
  const wanted = search.trim().toLowerCase();
  const found = departments.filter(({ name }) => name.toLowerCase().includes(wanted));
  const shown = new Set(found.flatMap(({ id }) => ancestorsOf(departments, id).map((one) => one.id)));
  const below = Map.groupBy(departments, ({ parentId }) => parentId);
  const agentsIn = ({ id, agentsCount }: ManagedDepartmentFragment): number =>
    (below.get(id) ?? []).reduce((sum, child) => sum + agentsIn(child), agentsCount);
  const linesBelow = (parentId: string | null, level: number): DepartmentTreeLine[] => {
    const siblings = (below.get(parentId) ?? []).filter(({ id }) => shown.has(id));
    return siblings.flatMap((department, index) => {
      const hasChildren = (below.get(department.id) ?? []).some(({ id }) => shown.has(id));
      const isOpen = hasChildren && (wanted !== '' || !closed.has(department.id));
      const place = { level, position: index + 1, size: siblings.length };
      const line = { department, ...place, hasChildren, isOpen, allAgentsCount: agentsIn(department) };
      return [line, ...(isOpen ? linesBelow(department.id, level + 1) : [])];
    });
  };
  return linesBelow(null, 1);
}
