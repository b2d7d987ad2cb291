import { z } from 'zod';
import type { Department } from '../../prisma/generated/client/client.ts';
import { lockRights } from '../agent/lockRights.ts';
import { changesBetween, recordAudit } from '../audit/recordAudit.ts';
import type { Actor } from '../core/actor.ts';
import type { Core } from '../core/core.ts';
import { checkInput, id, name } from '../core/input.ts';
import { inTransaction } from '../core/transaction.ts';
import { getDepartmentWithin } from './departmentAccess.ts';

const shape = z.object({ departmentId: id, name: name(100) });

/** Renames a department. @throws InvalidInputError, NotAllowedError, NotFoundError */
export async function renameDepartment(
  core: Core,
  actor: Actor,
  input: z.input<typeof shape>,
): Promise<Department> {
  const { departmentId, name } = checkInput(shape, input);
  return inTransaction(core, async (transaction) => {
    const maker = await lockRights(core, transaction, actor, 'MANAGE_DEPARTMENTS');
    const before = await getDepartmentWithin(transaction, maker, departmentId);
    if (before.name === name) return before;
    const department = await transaction.department.update({ where: { id: departmentId }, data: { name } });
    const changes = changesBetween(['name'], before, department);
    await recordAudit(
      transaction,
      maker,
      'renameDepartment',
      { type: 'Department', id: departmentId },
      changes,
    );
    return department;
  });
}
