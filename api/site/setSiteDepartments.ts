import { z } from 'zod';
import type { Site } from '../../prisma/generated/client/client.ts';
import { assignWaiting } from '../assignment/assignWaiting.ts';
import { lockAssignment } from '../assignment/lockAssignment.ts';
import { moveLiveSessions } from '../assignment/moveLiveSessions.ts';
import { recordAudit } from '../audit/recordAudit.ts';
import { lockRights } from '../agent/lockRights.ts';
import type { Actor } from '../core/actor.ts';
import type { Core } from '../core/core.ts';
import { NotFoundError } from '../core/errors.ts';
import { checkInput, id } from '../core/input.ts';
import { inTransaction, type Transaction } from '../core/transaction.ts';
import { getDepartmentWithin } from '../department/departmentAccess.ts';
import { workingHoursShape } from './workingHoursRules.ts';

const shape = z.object({
  siteId: id,
  departments: z
    .array(z.object({ departmentId: id, workingHours: workingHoursShape.nullish() }))
    .max(50)
    .refine((all) => new Set(all.map(({ departmentId }) => departmentId)).size === all.length, {
      params: { rule: 'MALFORMED' },
    }),
});

/**
 * Says which departments serve a site, the one that is asked first first, and when each of them works (分配规则). In
 * force at once, for those too who wait now.
 * @throws InvalidInputError, NotAllowedError, NotFoundError
 */
export async function setSiteDepartments(
  core: Core,
  actor: Actor,
  input: z.input<typeof shape>,
): Promise<Site> {
  const { siteId, departments } = checkInput(shape, input);
  return inTransaction(core, async (transaction, record) => {
    const manager = await lockRights(core, transaction, actor, 'MANAGE_SITES');
    await lockAssignment(transaction);
    const site = await transaction.site.findUnique({ where: { id: siteId, deletedAt: null } });
    if (!site) throw new NotFoundError('site');
    for (const { departmentId } of departments) await getDepartmentWithin(transaction, manager, departmentId);
    const before = await servedBy(transaction, siteId);
    await transaction.siteDepartment.deleteMany({ where: { siteId } });
    await transaction.siteDepartment.createMany({
      data: departments.map(({ departmentId, workingHours }, position) => ({
        siteId,
        departmentId,
        position,
        workingHours: workingHours ?? [],
      })),
    });
    const changes = { departments: { before, after: await servedBy(transaction, siteId) } };
    await recordAudit(transaction, manager, 'setSiteDepartments', { type: 'Site', id: siteId }, changes);
    const first = departments[0]?.departmentId;
    if (first) await moveLiveSessions(transaction, record, { siteId, ownerId: null }, first);
    await assignWaiting(core, transaction, record);
    return site;
  });
}

/** Each department with its hours, as the audit keeps it. */
async function servedBy(transaction: Transaction, siteId: string): Promise<string[]> {
  const rows = await transaction.siteDepartment.findMany({ where: { siteId }, orderBy: { position: 'asc' } });
  return rows.map(({ departmentId, workingHours }) => `${departmentId} ${JSON.stringify(workingHours)}`);
}
