import { uuidv7 } from 'uuidv7';
import { z } from 'zod';
import type { Department } from '../../prisma/generated/client/client.ts';
import { rightsChanged } from '../agent/agentEvents.ts';
import { lockRights } from '../agent/lockRights.ts';
import { changesBetween, recordAudit } from '../audit/recordAudit.ts';
import type { Actor } from '../core/actor.ts';
import type { Core } from '../core/core.ts';
import { checkInput, id, name } from '../core/input.ts';
import { inTransaction } from '../core/transaction.ts';
import { agentIdsAround, getParentWithin } from './departmentAccess.ts';
import { assertDepth, depthOf, pathBelow } from './departmentRules.ts';

const shape = z.object({ name: name(100), parentId: id.nullish() });

/**
 * Makes a department, the last below its parent. Without `parentId` it stands at the root of the tree.
 * @throws InvalidInputError, NotAllowedError, NotFoundError, DepartmentTooDeepError
 */
export async function createDepartment(
  core: Core,
  actor: Actor,
  input: z.input<typeof shape>,
): Promise<Department> {
  const { name, parentId } = checkInput(shape, input);
  return inTransaction(core, async (transaction, record) => {
    const maker = await lockRights(core, transaction, actor, 'MANAGE_DEPARTMENTS');
    const parent = await getParentWithin(transaction, maker, parentId);
    const newId = uuidv7();
    const path = pathBelow(parent, newId);
    assertDepth(depthOf(path));
    const position = await transaction.department.count({ where: { parentId: parent?.id ?? null } });
    const department = await transaction.department.create({
      data: { id: newId, name, parentId: parent?.id ?? null, path, position },
    });
    const changes = changesBetween(['name', 'parentId'], {}, department);
    await recordAudit(transaction, maker, 'createDepartment', { type: 'Department', id: newId }, changes);
    // Those above see what is below: their lists listen to the new one from now on.
    record(...rightsChanged(await agentIdsAround(transaction, [path])));
    return department;
  });
}
