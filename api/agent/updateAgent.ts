import { z } from 'zod';
import type { Agent } from '../../prisma/generated/client/client.ts';
import { changesBetween, recordAudit } from '../audit/recordAudit.ts';
import type { Actor } from '../core/actor.ts';
import type { Core } from '../core/core.ts';
import { checkInput, id, name } from '../core/input.ts';
import { inTransaction } from '../core/transaction.ts';
import { getDepartmentWithin } from '../department/departmentAccess.ts';
import { assertStillHeld, getRoleWithin } from '../role/roleAccess.ts';
import { getAgentWithin } from './agentAccess.ts';
import { rightsChanged } from './agentEvents.ts';
import { lockRights } from './lockRights.ts';

const shape = z.object({
  agentId: id,
  displayName: name(100).nullish(),
  departmentId: id.nullish(),
  roleId: id.nullish(),
});

/**
 * Renames an agent, or gives them another department or role: at once, also while they work.
 * @throws InvalidInputError, NotAllowedError, NotFoundError, PermissionNotHeldError, LastHolderError
 */
export async function updateAgent(core: Core, actor: Actor, input: z.input<typeof shape>): Promise<Agent> {
  const { agentId, displayName, departmentId, roleId } = checkInput(shape, input);
  return inTransaction(core, async (transaction, record) => {
    const manager = await lockRights(core, transaction, actor, 'MANAGE_AGENTS');
    const before = await getAgentWithin(transaction, manager, agentId);
    if (departmentId != null) await getDepartmentWithin(transaction, manager, departmentId);
    const role = roleId == null ? before.role : await getRoleWithin(transaction, manager, roleId);
    const agent = await transaction.agent.update({
      where: { id: agentId },
      data: {
        displayName: displayName ?? undefined,
        departmentId: departmentId ?? undefined,
        roleId: role.id,
      },
    });
    const changes = changesBetween(['displayName', 'departmentId', 'roleId'], before, agent);
    if (Object.keys(changes).length === 0) return agent;
    if (!before.deactivatedAt)
      await assertStillHeld(
        transaction,
        before.role.permissions.filter((one) => !role.permissions.includes(one)),
      );
    await recordAudit(transaction, manager, 'updateAgent', { type: 'Agent', id: agentId }, changes);
    // The name too: what is sent under it is read from the same place.
    record(...rightsChanged([agentId]));
    return agent;
  });
}
