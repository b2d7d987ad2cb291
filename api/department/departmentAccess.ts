import type { Core } from '../core/core.ts';

/** The ids of a department and of all below it, by one indexed query over their paths. */
export async function departmentIdsBelow(core: Core, path: string): Promise<string[]> {
  const departments = await core.database.prisma.department.findMany({
    where: { path: { startsWith: path } },
    select: { id: true },
  });
  return departments.map(({ id }) => id);
}
