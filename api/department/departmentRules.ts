import { hasPermission, type Actor } from '../core/actor.ts';
import { DepartmentCycleError, DepartmentTooDeepError } from './departmentErrors.ts';

/** Levels of the tree. Paths stand in an index, whose entries may take 2,700 bytes: about 70 levels. */
export const maxDepth = 20;

/** The path of a department below another one, or at the root. */
export function pathBelow(parent: { path: string } | null, id: string): string {
  return `${parent?.path ?? ''}${id}/`;
}

/** The ids from the root down to the department that has this path. */
export function idsOnPath(path: string): string[] {
  return path.split('/').filter((id) => id !== '');
}

/**
 * Whether a department, with everything below it, may stand below another one.
 * @param pathsBelow the paths of the moved department and of all below it
 * @throws DepartmentCycleError, DepartmentTooDeepError
 */
export function assertMovable(
  path: string,
  pathsBelow: readonly string[],
  parent: { path: string } | null,
): void {
  if (parent?.path.startsWith(path)) throw new DepartmentCycleError();
  const height = Math.max(...pathsBelow.map(depthOf)) - depthOf(path) + 1;
  assertDepth((parent ? depthOf(parent.path) : 0) + height);
}

/** @throws DepartmentTooDeepError */
export function assertDepth(depth: number): void {
  if (depth > maxDepth) throw new DepartmentTooDeepError(maxDepth);
}

/** How many levels stand above it, and its own. */
export function depthOf(path: string): number {
  return idsOnPath(path).length;
}

/** Whether somebody may change the department that has this path: what `departmentsWithin` asks the database. */
export function canManageDepartment(actor: Actor, path: string): boolean {
  if (actor.kind !== 'agent' || !hasPermission(actor, 'MANAGE_DEPARTMENTS')) return false;
  return hasPermission(actor, 'SEE_ALL_SESSIONS') || path.startsWith(actor.departmentPath);
}
