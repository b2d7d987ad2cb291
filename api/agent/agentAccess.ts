import type { Agent, Department, Prisma, Role } from '../../prisma/generated/client/client.ts';
import type { AgentStatus } from '../../prisma/generated/client/enums.ts';
import type { AgentActor } from '../core/actor.ts';
import { NotFoundError } from '../core/errors.ts';
import type { Transaction } from '../core/transaction.ts';
import { departmentsWithin, getDepartmentWithin } from '../department/departmentAccess.ts';
import { getRoleWithin } from '../role/roleAccess.ts';
import { assertHeld } from '../role/roleRules.ts';
import { AgentNotReachableError, LoginTakenError } from './agentErrors.ts';

/** One's colleagues: the other agents of one's own department and of those below it, by one indexed query (SPEC 7). */
export function colleaguesOf(actor: AgentActor): Prisma.AgentWhereInput {
  return {
    deactivatedAt: null,
    id: { not: actor.agentId },
    department: { path: { startsWith: actor.departmentPath } },
  };
}

/** The agents whom an agent with MANAGE_AGENTS may look up. Whom of these they may change depends on the role too. */
export function agentsWithin(actor: AgentActor): Prisma.AgentWhereInput {
  return { department: departmentsWithin(actor) };
}

/** An agent with what decides who may change them. */
export type PlacedAgent = Agent & { role: Role; department: Department };

/**
 * Loads an agent whom the actor may change: within reach, and with a role that allows no more than the actor may do.
 * @throws NotFoundError, PermissionNotHeldError
 */
export async function getAgentWithin(
  transaction: Transaction,
  actor: AgentActor,
  id: string,
): Promise<PlacedAgent> {
  const agent = await transaction.agent.findFirst({
    where: { AND: [{ id }, agentsWithin(actor)] },
    include: { role: true, department: true },
  });
  if (!agent) throw new NotFoundError('agent');
  assertHeld(actor, agent.role.permissions);
  return agent;
}

/**
 * To be called under the lock of `lockRights` before an agent is made.
 * @throws NotFoundError, PermissionNotHeldError, LoginTakenError
 */
export async function assertPlaceable(
  transaction: Transaction,
  maker: AgentActor,
  { login, departmentId, roleId }: Pick<Agent, 'login' | 'departmentId' | 'roleId'>,
): Promise<void> {
  await getDepartmentWithin(transaction, maker, departmentId);
  await getRoleWithin(transaction, maker, roleId);
  const isTaken = (await transaction.agent.count({ where: { login } })) > 0;
  if (isTaken) throw new LoginTakenError();
}

const reachable: AgentStatus[] = ['ONLINE', 'BUSY'];
const answering: Prisma.AgentWhereInput = {
  deactivatedAt: null,
  role: { permissions: { has: 'SEE_OWN_SESSIONS' } },
};

/** Who answers visitors and is ONLINE or BUSY: whoever can be given sessions now. */
export const reachableAgents: Prisma.AgentWhereInput = { AND: [answering, { status: { in: reachable } }] };

/** To whom an agent can give a session now: everybody else who answers visitors and is ONLINE or BUSY (SPEC 6). */
export function transferTargets(actor: AgentActor): Prisma.AgentWhereInput {
  return { AND: [reachableAgents, { id: { not: actor.agentId } }] };
}

/**
 * Loads the agent to whom a session is to be given: oneself, or somebody who is reachable. Under the assignment's lock
 * nobody's status changes meanwhile.
 * @param among which agents may be known of
 * @throws NotFoundError, AgentNotReachableError
 */
export async function getTransferTarget(
  transaction: Transaction,
  actor: AgentActor,
  id: string,
  among: Prisma.AgentWhereInput = {},
): Promise<Agent> {
  const agent = await transaction.agent.findFirst({ where: { AND: [{ id }, answering, among] } });
  if (!agent) throw new NotFoundError('agent');
  const wanted: AgentStatus[] = id === actor.agentId ? [...reachable, 'AWAY'] : reachable;
  if (!wanted.includes(agent.status)) throw new AgentNotReachableError();
  return agent;
}
