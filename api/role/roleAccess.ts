import type { Role } from '../../prisma/generated/client/client.ts';
import type { Permission } from '../../prisma/generated/client/enums.ts';
import type { AgentActor } from '../core/actor.ts';
import { NotFoundError } from '../core/errors.ts';
import type { Transaction } from '../core/transaction.ts';
import { LastHolderError, RoleNameTakenError } from './roleErrors.ts';
import { assertHeld, vitalPermissions } from './roleRules.ts';

/**
 * Loads a role that the actor may change or give: one that allows nothing that they may not do themselves.
 * @throws NotFoundError, PermissionNotHeldError
 */
export async function getRoleWithin(transaction: Transaction, actor: AgentActor, id: string): Promise<Role> {
  const role = await transaction.role.findUnique({ where: { id } });
  if (!role) throw new NotFoundError('role');
  assertHeld(actor, role.permissions);
  return role;
}

/**
 * To be called after a change by which somebody lost permissions, under the lock of `lockRights`.
 * @throws LastHolderError when no active agent is left, those invited not counted, with one of them without which nobody can help themselves
 */
export async function assertStillHeld(transaction: Transaction, lost: Iterable<Permission>): Promise<void> {
  const lostOnes = new Set(lost);
  for (const permission of vitalPermissions.filter((one) => lostOnes.has(one))) {
    const holder = await transaction.agent.findFirst({
      where: { deactivatedAt: null, invitedAt: null, role: { permissions: { has: permission } } },
      select: { id: true },
    });
    if (!holder) throw new LastHolderError(permission);
  }
}

/**
 * Under the lock of `lockRights`, so that nobody takes the name in between.
 * @throws RoleNameTakenError when another role than `exceptId` has the name
 */
export async function assertNameFree(
  transaction: Transaction,
  name: string,
  exceptId?: string,
): Promise<void> {
  const role = await transaction.role.findUnique({ where: { name }, select: { id: true } });
  if (role && role.id !== exceptId) throw new RoleNameTakenError();
}
