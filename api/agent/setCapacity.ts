import { z } from 'zod';
import { assignWaiting } from '../assignment/assignWaiting.ts';
import { lockAssignment } from '../assignment/lockAssignment.ts';
import { changesBetween, recordAudit } from '../audit/recordAudit.ts';
import type { Actor } from '../core/actor.ts';
import type { Core } from '../core/core.ts';
import { checkInput, id } from '../core/input.ts';
import { inTransaction } from '../core/transaction.ts';
import { getDepartmentWithin } from '../department/departmentAccess.ts';
import { canChangeAgent } from './agentRules.ts';
import { lockRights } from './lockRights.ts';

const shape = z.object({ departmentId: id, capacity: z.int().min(0).max(1000) });

/**
 * Says how many live sessions each agent of a department and of those below it may have. Those whom the actor may not
 * change keep theirs.
 * @returns how many have another capacity now, and how many kept theirs for that reason
 * @throws InvalidInputError, NotAllowedError, NotFoundError
 */
export async function setCapacity(
  core: Core,
  actor: Actor,
  input: z.input<typeof shape>,
): Promise<{ changedCount: number; skippedCount: number }> {
  const { departmentId, capacity } = checkInput(shape, input);
  return inTransaction(core, async (transaction, record) => {
    const manager = await lockRights(core, transaction, actor, 'MANAGE_AGENTS');
    await lockAssignment(transaction);
    const { path } = await getDepartmentWithin(transaction, manager, departmentId);
    const others = await transaction.agent.findMany({
      where: { deactivatedAt: null, capacity: { not: capacity }, department: { path: { startsWith: path } } },
      include: { department: true, role: true },
    });
    const changed = others.filter((agent) => canChangeAgent(manager, agent));
    const ids = changed.map((agent) => agent.id);
    await transaction.agent.updateMany({ where: { id: { in: ids } }, data: { capacity } });
    for (const before of changed) {
      const changes = changesBetween(['capacity'], before, { capacity });
      await recordAudit(transaction, manager, 'updateAgent', { type: 'Agent', id: before.id }, changes);
    }
    if (changed.length > 0) await assignWaiting(core, transaction, record);
    return { changedCount: changed.length, skippedCount: others.length - changed.length };
  });
}
