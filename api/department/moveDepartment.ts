import { z } from 'zod';
import type { Department } from '../../prisma/generated/client/client.ts';
import { rightsChanged } from '../agent/agentEvents.ts';
import { lockRights } from '../agent/lockRights.ts';
import { changesBetween, recordAudit } from '../audit/recordAudit.ts';
import type { Actor } from '../core/actor.ts';
import type { Core } from '../core/core.ts';
import { checkInput, id } from '../core/input.ts';
import { inTransaction } from '../core/transaction.ts';
import { agentIdsAround, getDepartmentWithin, getParentWithin } from './departmentAccess.ts';
import { assertMovable, pathBelow } from './departmentRules.ts';

const shape = z.object({ departmentId: id, parentId: id.nullish() });

/**
 * Moves a department, with everything below it, to the end of those below another one, or at the root of the tree
 * without `parentId`.
 * @throws InvalidInputError, NotAllowedError, NotFoundError, DepartmentCycleError, DepartmentTooDeepError
 */
export async function moveDepartment(
  core: Core,
  actor: Actor,
  input: z.input<typeof shape>,
): Promise<Department> {
  const { departmentId, parentId } = checkInput(shape, input);
  return inTransaction(core, async (transaction, record) => {
    const mover = await lockRights(core, transaction, actor, 'MANAGE_DEPARTMENTS');
    const before = await getDepartmentWithin(transaction, mover, departmentId);
    const parent = await getParentWithin(transaction, mover, parentId);
    if (before.parentId === (parent?.id ?? null)) return before;
    const moved = await transaction.department.findMany({
      where: { path: { startsWith: before.path } },
      select: { path: true },
    });
    assertMovable(
      before.path,
      moved.map(({ path }) => path),
      parent,
    );
    const path = pathBelow(parent, departmentId);
    const position = await transaction.department.count({ where: { parentId: parent?.id ?? null } });
    // The whole subtree in one statement: no moment in which a path leads nowhere.
    await transaction.$executeRaw`
      UPDATE "Department" SET "path" = ${path} || substr("path", ${before.path.length + 1}::int), "updatedAt" = now()
      WHERE "path" LIKE ${`${before.path}%`}`;
    const department = await transaction.department.update({
      where: { id: departmentId },
      data: { parentId: parent?.id ?? null, position },
    });
    const changes = changesBetween(['parentId'], before, department);
    await recordAudit(
      transaction,
      mover,
      'moveDepartment',
      { type: 'Department', id: departmentId },
      changes,
    );
    record(...rightsChanged(await agentIdsAround(transaction, [before.path, path])));
    return department;
  });
}
