import type { Permission } from '../../prisma/generated/client/enums.ts';
import { NotSignedInError } from './errors.ts';

/** An agent who is signed in, with the rights of this moment. */
export interface AgentActor {
  kind: 'agent';
  agentId: string;
  signInId: string;
  displayName: string;
  departmentId: string;
  departmentPath: string;
  permissions: ReadonlySet<Permission>;
}

/** A visitor who proved by a device's secret who they are; good for one site. */
export interface VisitorActor {
  kind: 'visitor';
  visitorId: string;
  deviceId: string;
  siteId: string;
}

/** Somebody who did not say who they are. */
export interface AnonymousActor {
  kind: 'anonymous';
}

export const anonymous: AnonymousActor = { kind: 'anonymous' };

/** Who does something. Functions of `api/` decide by it what may be done and seen. */
export type Actor = AgentActor | VisitorActor | AnonymousActor;

/** @throws NotSignedInError unless the actor is an agent. */
export function asAgent(actor: Actor): AgentActor {
  if (actor.kind !== 'agent') throw new NotSignedInError();
  return actor;
}

/** Whether the actor is an agent whose role allows this. */
export function hasPermission(actor: Actor, permission: Permission): boolean {
  return actor.kind === 'agent' && actor.permissions.has(permission);
}
