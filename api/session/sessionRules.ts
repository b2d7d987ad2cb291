import type { Session } from '../../prisma/generated/client/client.ts';
import type { Actor } from '../core/actor.ts';

/** The facts of a session that decide who may do what. */
export type SessionPlace = Pick<Session, 'visitorId' | 'ownerId' | 'departmentId' | 'endedAt'>;

/** Whether the session is one of the actor's own: the visitor's talk, or the one that the agent answers. */
function isOwn(actor: Actor, session: SessionPlace): boolean {
  if (actor.kind === 'visitor') return session.visitorId === actor.visitorId;
  return actor.kind === 'agent' && session.ownerId === actor.agentId;
}

/** Whether an agent may write: in an own session, one that nobody has taken yet, or to assist a colleague (SPEC 7). */
export function canSend(actor: Actor, session: SessionPlace): boolean {
  if (session.endedAt) return false;
  if (isOwn(actor, session)) return true;
  if (actor.kind !== 'agent') return false;
  return session.ownerId === null || actor.permissions.has('ASSIST_SESSIONS');
}

/** Whether an agent may end the session: an own one, one that nobody has taken, or a colleague's with the permission. */
export function canEnd(actor: Actor, session: SessionPlace): boolean {
  if (session.endedAt || actor.kind !== 'agent') return false;
  return (
    isOwn(actor, session) || session.ownerId === null || actor.permissions.has('END_COLLEAGUES_SESSIONS')
  );
}

/** Whether reading it counts: a supervisor who looks on must not make the owner's unread messages disappear. */
export function countsAsReader(actor: Actor, session: SessionPlace): boolean {
  return isOwn(actor, session) || (actor.kind === 'agent' && session.ownerId === null);
}
