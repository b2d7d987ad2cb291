import type { Agent } from '../../prisma/generated/client/client.ts';
import type { Permission } from '../../prisma/generated/client/enums.ts';
import { hasPermission, type Actor } from '../core/actor.ts';
import { id, name } from '../core/input.ts';
import { permissionsNotHeld } from '../role/roleRules.ts';
import { newLogin } from './signInRules.ts';

/** What is said of every agent who is made: who they are, and where they work. */
export const placedAgent = {
  login: newLogin,
  displayName: name(100),
  departmentId: id,
  roleId: id,
};

/** Whether an agent can sign in, and if not, why. */
export type AgentState = 'ACTIVE' | 'INVITED' | 'DEACTIVATED';

export function agentState({
  deactivatedAt,
  invitedAt,
}: Pick<Agent, 'deactivatedAt' | 'invitedAt'>): AgentState {
  if (deactivatedAt) return 'DEACTIVATED';
  return invitedAt ? 'INVITED' : 'ACTIVE';
}

/** An agent is made and OFFLINE in one statement, whose two moments need not be the very same. */
const sameMomentMs = 1000;

/** When an agent was last there: now, unless OFFLINE or without a connection; null for one who never was. */
export function lastSeen(
  agent: Pick<Agent, 'status' | 'statusChangedAt' | 'unreachableSince' | 'createdAt'>,
  now: Date,
): Date | null {
  if (agent.status !== 'OFFLINE') return agent.unreachableSince ?? now;
  const isNever = agent.statusChangedAt.getTime() - agent.createdAt.getTime() < sameMomentMs;
  return isNever ? null : agent.statusChangedAt;
}

/** The facts of an agent that decide who may change them. */
export interface AgentPlace {
  department: { path: string };
  role: { permissions: readonly Permission[] };
}

/** Whether an actor may change an agent: one within reach, whose role allows no more than the actor may do. */
export function canChangeAgent(actor: Actor, { department, role }: AgentPlace): boolean {
  if (actor.kind !== 'agent' || !hasPermission(actor, 'MANAGE_AGENTS')) return false;
  const isWithinReach =
    hasPermission(actor, 'SEE_ALL_SESSIONS') || department.path.startsWith(actor.departmentPath);
  return isWithinReach && permissionsNotHeld(actor, role.permissions).length === 0;
}
