import type { Department, Prisma } from '../../prisma/generated/client/client.ts';
import { hasPermission, type AgentActor } from '../core/actor.ts';
import type { Core } from '../core/core.ts';
import { NotAllowedError, NotFoundError } from '../core/errors.ts';
import type { Transaction } from '../core/transaction.ts';
import { idsOnPath } from './departmentRules.ts';

/** The ids of a department and of all below it, by one indexed query over their paths. */
export async function departmentIdsBelow(core: Core, path: string): Promise<string[]> {
  const departments = await core.database.prisma.department.findMany({
    where: { path: { startsWith: path } },
    select: { id: true },
  });
  return departments.map(({ id }) => id);
}

/**
 * The departments that an agent who manages something reaches: the own one and those below it, or all for who sees the
 * whole organisation. Without this bound, whoever places agents or departments could make others' sessions their own.
 */
export function departmentsWithin(actor: AgentActor): Prisma.DepartmentWhereInput {
  return hasPermission(actor, 'SEE_ALL_SESSIONS') ? {} : { path: { startsWith: actor.departmentPath } };
}

/** @throws NotFoundError for a department that is missing or out of the actor's reach. */
export async function getDepartmentWithin(
  transaction: Transaction,
  actor: AgentActor,
  id: string,
): Promise<Department> {
  const department = await transaction.department.findFirst({
    where: { AND: [{ id }, departmentsWithin(actor)] },
  });
  if (!department) throw new NotFoundError('department');
  return department;
}

/**
 * The department below which another one is to stand; null for the root of the tree, which is in reach only of those
 * who reach everything.
 * @throws NotFoundError, NotAllowedError
 */
export async function getParentWithin(
  transaction: Transaction,
  actor: AgentActor,
  id: string | null | undefined,
): Promise<Department | null> {
  if (id != null) return getDepartmentWithin(transaction, actor, id);
  if (!hasPermission(actor, 'SEE_ALL_SESSIONS'))
    throw new NotAllowedError('The root of the tree is out of your reach.');
  return null;
}

/** The agents whose rights follow from these places in the tree: those who work there, above or below. */
export async function agentIdsAround(transaction: Transaction, paths: readonly string[]): Promise<string[]> {
  const agents = await transaction.agent.findMany({
    where: {
      deactivatedAt: null,
      OR: [
        { departmentId: { in: paths.flatMap(idsOnPath) } },
        ...paths.map((path) => ({ department: { path: { startsWith: path } } })),
      ],
    },
    select: { id: true },
  });
  return agents.map(({ id }) => id);
}
