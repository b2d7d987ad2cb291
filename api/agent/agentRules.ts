import type { Permission } from '../../prisma/generated/client/enums.ts';
import { hasPermission, type Actor } from '../core/actor.ts';
import { permissionsNotHeld } from '../role/roleRules.ts';

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
