import { z } from 'zod';
import type { Role } from '../../prisma/generated/client/client.ts';
import { Permission } from '../../prisma/generated/client/enums.ts';
import { rightsChanged } from '../agent/agentEvents.ts';
import { lockRights } from '../agent/lockRights.ts';
import { assignWaiting } from '../assignment/assignWaiting.ts';
import { lockAssignment } from '../assignment/lockAssignment.ts';
import { releaseSessions } from '../assignment/releaseSessions.ts';
import { changesBetween, recordAudit } from '../audit/recordAudit.ts';
import type { Actor } from '../core/actor.ts';
import type { Core } from '../core/core.ts';
import { checkInput, id, name } from '../core/input.ts';
import { inTransaction } from '../core/transaction.ts';
import { assertNameFree, assertStillHeld, getRoleWithin } from './roleAccess.ts';
import { assertHeld, sortedPermissions } from './roleRules.ts';

const shape = z.object({
  roleId: id,
  name: name(100).nullish(),
  permissions: z.array(z.enum(Permission)).nullish(),
});

/**
 * Renames a role, or changes what it allows: at once, for those too who work with it now.
 * @throws InvalidInputError, NotAllowedError, NotFoundError, RoleNameTakenError, PermissionNotHeldError, LastHolderError
 */
export async function updateRole(core: Core, actor: Actor, input: z.input<typeof shape>): Promise<Role> {
  const { roleId, name, permissions } = checkInput(shape, input);
  return inTransaction(core, async (transaction, record) => {
    const maker = await lockRights(core, transaction, actor, 'MANAGE_ROLES');
    await lockAssignment(transaction);
    const before = await getRoleWithin(transaction, maker, roleId);
    if (permissions) assertHeld(maker, permissions);
    if (name != null) await assertNameFree(transaction, name, roleId);
    const role = await transaction.role.update({
      where: { id: roleId },
      data: {
        name: name ?? undefined,
        permissions: permissions ? sortedPermissions(permissions) : undefined,
      },
    });
    const changes = changesBetween(['name', 'permissions'], before, role);
    if (Object.keys(changes).length === 0) return role;
    if (changes.permissions) {
      const kept = new Set(role.permissions);
      await assertStillHeld(
        transaction,
        before.permissions.filter((permission) => !kept.has(permission)),
      );
      const agents = await transaction.agent.findMany({ where: { roleId }, select: { id: true } });
      record(...rightsChanged(agents.map((agent) => agent.id)));
      // Who does not answer visitors any more keeps none, and who does now may have room.
      const releasedIds: string[] = [];
      if (!kept.has('SEE_OWN_SESSIONS'))
        for (const { id } of agents) releasedIds.push(...(await releaseSessions(transaction, record, id)));
      await assignWaiting(core, transaction, record, releasedIds);
    }
    await recordAudit(transaction, maker, 'updateRole', { type: 'Role', id: roleId }, changes);
    return role;
  });
}
