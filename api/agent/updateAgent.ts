import { z } from 'zod';
import type { Agent } from '../../prisma/generated/client/client.ts';
import { assignWaiting } from '../assignment/assignWaiting.ts';
import { lockAssignment } from '../assignment/lockAssignment.ts';
import { releaseSessions } from '../assignment/releaseSessions.ts';
import { moveLiveSessions } from '../assignment/moveLiveSessions.ts';
import { changesBetween, recordAudit } from '../audit/recordAudit.ts';
import { isInPerson, type Actor } from '../core/actor.ts';
import type { Core } from '../core/core.ts';
import { NotAllowedError } from '../core/errors.ts';
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
  capacity: z.int().min(0).max(1000).nullish(),
});

/**
 * Renames an agent, or gives them another department, role or capacity: at once, also while they work. Live sessions go
 * with them.
 * @throws InvalidInputError, NotAllowedError, NotFoundError, PermissionNotHeldError, LastHolderError
 */
export async function updateAgent(core: Core, actor: Actor, input: z.input<typeof shape>): Promise<Agent> {
  const { agentId, displayName, departmentId, roleId, capacity } = checkInput(shape, input);
  return inTransaction(core, async (transaction, record) => {
    const manager = await lockRights(core, transaction, actor, 'MANAGE_AGENTS');
    if (agentId === manager.agentId && !isInPerson(manager)) throw new NotAllowedError();
    await lockAssignment(transaction);
    const before = await getAgentWithin(transaction, manager, agentId);
    if (departmentId != null) await getDepartmentWithin(transaction, manager, departmentId);
    const role = roleId == null ? before.role : await getRoleWithin(transaction, manager, roleId);
    const agent = await transaction.agent.update({
      where: { id: agentId },
      data: {
        displayName: displayName ?? undefined,
        departmentId: departmentId ?? undefined,
        roleId: role.id,
        capacity: capacity ?? undefined,
      },
    });
    const changes = changesBetween(['displayName', 'departmentId', 'roleId', 'capacity'], before, agent);
    if (Object.keys(changes).length === 0) return agent;
    if (!before.deactivatedAt)
      await assertStillHeld(
        transaction,
        before.role.permissions.filter((one) => !role.permissions.includes(one)),
      );
    await recordAudit(transaction, manager, 'updateAgent', { type: 'Agent', id: agentId }, changes);
    // The name too: what is sent under it is read from the same place.
    record(...rightsChanged([agentId]));
    // An agent takes the sessions along.
    if (changes.departmentId)
      await moveLiveSessions(transaction, record, { ownerId: agent.id }, agent.departmentId);
    // Who does not answer visitors any more keeps none.
    const answers = role.permissions.includes('SEE_OWN_SESSIONS');
    const releasedIds = answers ? [] : await releaseSessions(transaction, record, agentId);
    await assignWaiting(core, transaction, record, releasedIds);
    return agent;
  });
}
