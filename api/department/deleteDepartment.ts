import { z } from 'zod';
import { rightsChanged } from '../agent/agentEvents.ts';
import { lockRights } from '../agent/lockRights.ts';
import { changesBetween, recordAudit } from '../audit/recordAudit.ts';
import type { Actor } from '../core/actor.ts';
import type { Core } from '../core/core.ts';
import { checkInput, id } from '../core/input.ts';
import { inTransaction, type Transaction } from '../core/transaction.ts';
import { agentIdsAround, getDepartmentWithin } from './departmentAccess.ts';
import { DepartmentInUseError } from './departmentErrors.ts';

const shape = z.object({ departmentId: id });

/**
 * Deletes a department without agents, departments below it and live sessions. Its ended sessions go to the department
 * above, whose agents could see them already; one at the root must have none.
 * @returns its id
 * @throws InvalidInputError, NotAllowedError, NotFoundError, DepartmentInUseError
 */
export async function deleteDepartment(
  core: Core,
  actor: Actor,
  input: z.input<typeof shape>,
): Promise<string> {
  const { departmentId } = checkInput(shape, input);
  return inTransaction(core, async (transaction, record) => {
    const remover = await lockRights(core, transaction, actor, 'MANAGE_DEPARTMENTS');
    const before = await getDepartmentWithin(transaction, remover, departmentId);
    await assertEmpty(transaction, departmentId, before.parentId === null);
    if (before.parentId !== null) {
      await transaction.session.updateMany({
        where: { departmentId },
        data: { departmentId: before.parentId, version: { increment: 1 } },
      });
    }
    await transaction.department.delete({ where: { id: departmentId } });
    const changes = changesBetween(['name', 'parentId'], before, {});
    await recordAudit(
      transaction,
      remover,
      'deleteDepartment',
      { type: 'Department', id: departmentId },
      changes,
    );
    // Makes those above fetch their lists again, in which its ended sessions have moved.
    record(...rightsChanged(await agentIdsAround(transaction, [before.path])));
    return departmentId;
  });
}

async function assertEmpty(transaction: Transaction, departmentId: string, isRoot: boolean): Promise<void> {
  // A session that is being opened in it holds its row: it is counted, or it comes too late.
  await transaction.$queryRaw`SELECT "id" FROM "Department" WHERE "id" = ${departmentId}::uuid FOR UPDATE`;
  const counts = {
    agentsCount: await transaction.agent.count({ where: { departmentId } }),
    childrenCount: await transaction.department.count({ where: { parentId: departmentId } }),
    sessionsCount: await transaction.session.count({
      where: { departmentId, ...(!isRoot && { endedAt: null }) },
    }),
  };
  if (Object.values(counts).some((count) => count > 0)) throw new DepartmentInUseError(counts);
}
