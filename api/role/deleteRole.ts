import { z } from 'zod';
import { lockRights } from '../agent/lockRights.ts';
import { changesBetween, recordAudit } from '../audit/recordAudit.ts';
import type { Actor } from '../core/actor.ts';
import type { Core } from '../core/core.ts';
import { checkInput, id } from '../core/input.ts';
import { inTransaction } from '../core/transaction.ts';
import { getRoleWithin } from './roleAccess.ts';
import { RoleInUseError, ShippedRoleError } from './roleErrors.ts';

const shape = z.object({ roleId: id });

/**
 * Deletes a role that no agent has, deactivated ones included.
 * @returns its id
 * @throws InvalidInputError, NotAllowedError, NotFoundError, PermissionNotHeldError, ShippedRoleError, RoleInUseError
 */
export async function deleteRole(core: Core, actor: Actor, input: z.input<typeof shape>): Promise<string> {
  const { roleId } = checkInput(shape, input);
  return inTransaction(core, async (transaction) => {
    const maker = await lockRights(core, transaction, actor, 'MANAGE_ROLES');
    const role = await getRoleWithin(transaction, maker, roleId);
    if (role.isShipped) throw new ShippedRoleError();
    const agentsCount = await transaction.agent.count({ where: { roleId } });
    if (agentsCount > 0) throw new RoleInUseError(agentsCount);
    await transaction.role.delete({ where: { id: roleId } });
    const changes = changesBetween(['name', 'permissions'], role, {});
    await recordAudit(transaction, maker, 'deleteRole', { type: 'Role', id: roleId }, changes);
    return roleId;
  });
}
