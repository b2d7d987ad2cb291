import { z } from 'zod';
import type { Role } from '../../prisma/generated/client/client.ts';
import { Permission } from '../../prisma/generated/client/enums.ts';
import { lockRights } from '../agent/lockRights.ts';
import { changesBetween, recordAudit } from '../audit/recordAudit.ts';
import type { Actor } from '../core/actor.ts';
import type { Core } from '../core/core.ts';
import { checkInput, name } from '../core/input.ts';
import { inTransaction } from '../core/transaction.ts';
import { assertNameFree } from './roleAccess.ts';
import { assertHeld, sortedPermissions } from './roleRules.ts';

const shape = z.object({ name: name(100), permissions: z.array(z.enum(Permission)) });

/**
 * Makes a role that allows no more than its maker may do.
 * @throws InvalidInputError, NotAllowedError, RoleNameTakenError, PermissionNotHeldError
 */
export async function createRole(core: Core, actor: Actor, input: z.input<typeof shape>): Promise<Role> {
  const { name, permissions } = checkInput(shape, input);
  return inTransaction(core, async (transaction) => {
    const maker = await lockRights(core, transaction, actor, 'MANAGE_ROLES');
    assertHeld(maker, permissions);
    await assertNameFree(transaction, name);
    const role = await transaction.role.create({
      data: { name, permissions: sortedPermissions(permissions) },
    });
    const changes = changesBetween(['name', 'permissions'], {}, role);
    await recordAudit(transaction, maker, 'createRole', { type: 'Role', id: role.id }, changes);
    return role;
  });
}
