import { Permission } from '../../prisma/generated/client/enums.ts';
import { hasPermission, type Actor } from '../core/actor.ts';
import { PermissionNotHeldError } from './roleErrors.ts';

/** Without somebody who has these, nobody could ever give them again. */
export const vitalPermissions: readonly Permission[] = [Permission.MANAGE_ROLES, Permission.MANAGE_AGENTS];

/** Those of some permissions that an actor does not have. */
export function permissionsNotHeld(actor: Actor, permissions: Iterable<Permission>): Permission[] {
  const held = actor.kind === 'agent' ? actor.permissions : new Set<Permission>();
  return [...new Set(permissions)].filter((permission) => !held.has(permission));
}

/**
 * Nobody can make themselves or others mightier than they are: what allows something that an actor may not do is not
 * theirs to give, nor to take away.
 * @throws PermissionNotHeldError
 */
export function assertHeld(actor: Actor, ...sets: Iterable<Permission>[]): void {
  const missing = permissionsNotHeld(
    actor,
    sets.flatMap((set) => [...set]),
  );
  if (missing.length > 0) throw new PermissionNotHeldError(missing);
}

/** What two sets of permissions both allow. */
export function commonPermissions(
  held: ReadonlySet<Permission>,
  allowed: readonly Permission[],
): ReadonlySet<Permission> {
  return new Set(allowed.filter((permission) => held.has(permission)));
}

/** Each permission once, in the order in which the product lists them. */
export function sortedPermissions(permissions: Iterable<Permission>): Permission[] {
  const wanted = new Set(permissions);
  return Object.values(Permission).filter((permission) => wanted.has(permission));
}

/** Whether an actor may change a role: one that allows no more than they may do themselves. */
export function canChangeRole(actor: Actor, role: { permissions: readonly Permission[] }): boolean {
  return hasPermission(actor, 'MANAGE_ROLES') && permissionsNotHeld(actor, role.permissions).length === 0;
}
