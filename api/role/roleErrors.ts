import type { Permission } from '../../prisma/generated/client/enums.ts';
import { DomainError } from '../core/errors.ts';

/** Another role has this name already. */
export class RoleNameTakenError extends DomainError {
  readonly code = 'ROLE_NAME_TAKEN';
  constructor() {
    super('Another role has this name.');
  }
}

/** Nobody gives, takes or touches permissions that they do not have themselves. */
export class PermissionNotHeldError extends DomainError {
  readonly code = 'PERMISSION_NOT_HELD';
  readonly permissions: Permission[];
  constructor(permissions: Permission[]) {
    super(`You do not have these permissions yourself: ${permissions.join(', ')}.`);
    this.permissions = permissions;
  }
}

/** Nobody would be left who could do this, or give back the right to. */
export class LastHolderError extends DomainError {
  readonly code = 'LAST_HOLDER';
  readonly permission: Permission;
  constructor(permission: Permission) {
    super(`No active agent would be left with ${permission}.`);
    this.permission = permission;
  }
}

/** Agents have this role: give them another one first. */
export class RoleInUseError extends DomainError {
  readonly code = 'ROLE_IN_USE';
  readonly agentsCount: number;
  constructor(agentsCount: number) {
    super(`${agentsCount} agents have this role.`);
    this.agentsCount = agentsCount;
  }
}

/** The product came with this role: it can be changed, but not deleted. */
export class ShippedRoleError extends DomainError {
  readonly code = 'SHIPPED_ROLE';
  constructor() {
    super('This role came with the product and cannot be deleted.');
  }
}
