import type { AgentActor } from '../core/actor.ts';
import { id } from '../core/input.ts';
import type { Transaction } from '../core/transaction.ts';
import { commonPermissions } from './roleRules.ts';

/** The id of no role, for a header that names none. */
const noRoleId = '00000000-0000-0000-0000-000000000000';

/**
 * An agent, or a program that acts for one, with those permissions only that a role allows too: none for a role that is
 * not there.
 * @param asRoleId the role as which they want to look at the product; undefined to be who they are
 */
export async function narrowToRole(
  transaction: Transaction,
  actor: AgentActor,
  asRoleId: string | undefined,
): Promise<AgentActor> {
  if (asRoleId === undefined) return actor;
  const roleId = id.safeParse(asRoleId).success ? asRoleId : noRoleId;
  const role = await transaction.role.findUnique({ where: { id: roleId } });
  const permissions = commonPermissions(actor.permissions, role?.permissions ?? []);
  return { ...actor, asRoleId: roleId, permissions };
}
