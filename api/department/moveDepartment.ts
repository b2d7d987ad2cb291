import { z } from 'zod';
import type { Department } from '../../prisma/generated/client/client.ts';
import { rightsChanged } from '../agent/agentEvents.ts';
import { lockRights } from '../agent/lockRights.ts';
import { changesBetween, recordAudit } from '../audit/recordAudit.ts';
import type { Actor } from '../core/actor.ts';
import type { Core } from '../core/core.ts';
import { checkInput, id } from '../core/input.ts';
import { writePositions } from '../core/positions.ts';
import { inTransaction, type Transaction } from '../core/transaction.ts';
import { agentIdsAround, getDepartmentWithin, getParentWithin } from './departmentAccess.ts';
import { assertMovable, pathBelow } from './departmentRules.ts';

const shape = z.object({
  departmentId: id,
  parentId: id.nullish(),
  position: z.int().min(0).max(10_000).nullish(),
});

/**
 * Moves a department, with everything below it, below another one, or to the root of the tree without `parentId`: to a
 * place among those that are there (0 is the first), or without `position` to their end.
 * @throws InvalidInputError, NotAllowedError, NotFoundError, DepartmentCycleError, DepartmentTooDeepError
 */
export async function moveDepartment(
  core: Core,
  actor: Actor,
  input: z.input<typeof shape>,
): Promise<Department> {
  const { departmentId, parentId, position } = checkInput(shape, input);
  return inTransaction(core, async (transaction, record) => {
    const mover = await lockRights(core, transaction, actor, 'MANAGE_DEPARTMENTS');
    const before = await getDepartmentWithin(transaction, mover, departmentId);
    const parent = await getParentWithin(transaction, mover, parentId);
    const newParentId = parent?.id ?? null;
    const isBelowAnother = before.parentId !== newParentId;
    if (!isBelowAnother && position == null) return before;
    const path = isBelowAnother ? await movePaths(transaction, before, parent) : before.path;
    const place = await takePlace(transaction, departmentId, newParentId, position ?? Infinity);
    const department = await transaction.department.update({
      where: { id: departmentId },
      data: { parentId: newParentId, position: place },
    });
    const changes = changesBetween(['parentId', 'position'], before, department);
    if (Object.keys(changes).length === 0) return department;
    await recordAudit(
      transaction,
      mover,
      'moveDepartment',
      { type: 'Department', id: departmentId },
      changes,
    );
    if (isBelowAnother) record(...rightsChanged(await agentIdsAround(transaction, [before.path, path])));
    return department;
  });
}

/** @returns the department's new path */
async function movePaths(
  transaction: Transaction,
  before: Department,
  parent: Department | null,
): Promise<string> {
  const moved = await transaction.department.findMany({
    where: { path: { startsWith: before.path } },
    select: { path: true },
  });
  assertMovable(
    before.path,
    moved.map(({ path }) => path),
    parent,
  );
  const path = pathBelow(parent, before.id);
  // The whole subtree in one statement: no moment in which a path leads nowhere.
  await transaction.$executeRaw`
    UPDATE "Department" SET "path" = ${path} || substr("path", ${before.path.length + 1}::int), "updatedAt" = now()
    WHERE "path" LIKE ${`${before.path}%`}`;
  return path;
}

/** Makes room for a department among those below another one. @returns its place, the last one where there are fewer */
async function takePlace(
  transaction: Transaction,
  departmentId: string,
  parentId: string | null,
  wanted: number,
): Promise<number> {
  const others = await transaction.department.findMany({
    where: { parentId, id: { not: departmentId } },
    orderBy: [{ position: 'asc' }, { id: 'asc' }],
    select: { id: true },
  });
  const place = Math.min(wanted, others.length);
  const order = others.map(({ id }) => id).toSpliced(place, 0, departmentId);
  await writePositions(transaction, 'Department', order);
  return place;
}
