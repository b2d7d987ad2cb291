import type { DepartmentNodeFragment } from '#lib/gql/generated.ts';

/** A department to choose, set in as deep as it lies. */
export interface DepartmentOption {
  value: string;
  label: string;
}

/**
 * The departments as they are chosen from, each below the one that it belongs to.
 * @param topId the one that is the topmost to choose; null for all
 */
export function departmentOptions(
  departments: readonly DepartmentNodeFragment[],
  topId: string | null = null,
): DepartmentOption[] {
  const ids = new Set(departments.map(({ id }) => id));
  const isTop = ({ id, parentId }: DepartmentNodeFragment) =>
    topId === null ? parentId === null || !ids.has(parentId) : id === topId;
  return departments.filter(isTop).flatMap((top) => withBelow(top, 0));

  function withBelow({ id, name }: DepartmentNodeFragment, depth: number): DepartmentOption[] {
    const below = departments.filter(({ parentId }) => parentId === id);
    // Options of a select keep only such white space.
    const own = { value: id, label: '\u3000'.repeat(depth) + name };
    return [own, ...below.flatMap((one) => withBelow(one, depth + 1))];
  }
}
