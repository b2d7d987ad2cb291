import type { Permission } from '../../prisma/generated/client/enums.ts';
import { NotAllowedError, NotSignedInError } from './errors.ts';

/**
 * What proves an agent: the sign-in of a person, which ends however much it is used, or the API token of a program that acts
 * for one.
 */
export type Credential =
  | { kind: 'signIn'; id: string; endsAt?: Date }
  | { kind: 'token'; id: string; name: string; isReadOnly: boolean; expiresAt: Date | null };

/** An agent who is signed in, or a program that acts for one, with the rights of this moment. */
export interface AgentActor {
  kind: 'agent';
  agentId: string;
  credential: Credential;
  /** The only site whose sessions and visitors there are for the actor; null for all. */
  siteId: string | null;
  displayName: string;
  departmentId: string;
  departmentPath: string;
  permissions: ReadonlySet<Permission>;
  /** The role as which the agent looks at the product: its permissions bound their own, which it never adds to. */
  asRoleId?: string;
}

/** An agent who acts in person, not through a program. */
export type AgentInPerson = AgentActor & { credential: { kind: 'signIn' } };

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

/** Is told who a stream's reader is from now on, whenever their rights were read anew: what follows is shown by those. */
export type ActorListener = (now: Actor) => void;

/** @throws NotSignedInError unless the actor is an agent. */
export function asAgent(actor: Actor): AgentActor {
  if (actor.kind !== 'agent') throw new NotSignedInError();
  return actor;
}

/** Whether the actor is an agent in person, not a program that acts for one. */
export function isInPerson(actor: Actor): actor is AgentInPerson {
  return actor.kind === 'agent' && actor.credential.kind === 'signIn';
}

/**
 * For what is an agent's own affair: a program that acts for the agent has no part in it.
 * @throws NotSignedInError unless the actor is an agent, NotAllowedError for an API token
 */
export function asAgentInPerson(actor: Actor): AgentInPerson {
  const agent = asAgent(actor);
  if (!isInPerson(agent)) throw new NotAllowedError('No API token may do this.');
  return agent;
}

/** Whether the actor is a program that may only read: no mutation is for it, whatever else it may do. */
export function isReader(actor: Actor): boolean {
  return actor.kind === 'agent' && actor.credential.kind === 'token' && actor.credential.isReadOnly;
}

/** Whether something of a site is there for the actor, as far as that depends on the site. */
export function isForSite({ siteId }: AgentActor, site: string): boolean {
  return siteId === null || siteId === site;
}

/** Whether the actor is an agent whose role allows this, and the API token too where there is one. */
export function hasPermission(actor: Actor, permission: Permission): boolean {
  return actor.kind === 'agent' && actor.permissions.has(permission);
}
