import type { Session } from '../../prisma/generated/client/client.ts';
import type { Permission } from '../../prisma/generated/client/enums.ts';
import { hasPermission, type Actor, type AgentActor } from '../core/actor.ts';

/** The facts of a session that decide who may do what. */
export type SessionPlace = Pick<Session, 'visitorId' | 'ownerId' | 'departmentId' | 'endedAt'>;

/** Whether the session is one of the actor's own: the visitor's talk, or the one that the agent answers. */
function isOwn(actor: Actor, session: SessionPlace): boolean {
  if (actor.kind === 'visitor') return session.visitorId === actor.visitorId;
  return actor.kind === 'agent' && session.ownerId === actor.agentId;
}

/** Whether an agent works on the session: an own one, one that nobody has taken, or to assist a colleague (SPEC 7). */
function worksOn(actor: Actor, session: SessionPlace): actor is AgentActor {
  if (actor.kind !== 'agent') return false;
  return isOwn(actor, session) || session.ownerId === null || hasPermission(actor, 'ASSIST_SESSIONS');
}

/** Whether somebody may write: visitors in their own session, agents in those on which they work. */
export function canSend(actor: Actor, session: SessionPlace): boolean {
  return session.endedAt === null && (isOwn(actor, session) || worksOn(actor, session));
}

/** Whether an agent may write an internal note: every one who sees the session, while it is live. */
export function canNote(actor: Actor, session: SessionPlace): boolean {
  return session.endedAt === null && actor.kind === 'agent';
}

/** Whether an agent may end the session: an own one, one that nobody has taken, or a colleague's with the permission. */
export function canEnd(actor: Actor, session: SessionPlace): boolean {
  return canMove(actor, session, null, 'END_COLLEAGUES_SESSIONS');
}

/** Whether an agent may give the session to another one, or take it: with one permission an own one, with another a colleague's. */
export function canTransfer(actor: Actor, session: SessionPlace): boolean {
  return canMove(actor, session, 'TRANSFER_SESSIONS', 'TRANSFER_COLLEAGUES_SESSIONS');
}

function canMove(
  actor: Actor,
  session: SessionPlace,
  forOwn: Permission | null,
  forColleagues: Permission,
): boolean {
  if (session.endedAt || actor.kind !== 'agent') return false;
  if (hasPermission(actor, forColleagues)) return true;
  const isColleagues = session.ownerId !== null && !isOwn(actor, session);
  return !isColleagues && (forOwn === null || hasPermission(actor, forOwn));
}

/** Whether an agent may keep the visitor's messages from being delivered, and lift that (SPEC 6). */
export function canSetDoNotDisturb(actor: Actor, session: SessionPlace): boolean {
  return hasPermission(actor, 'USE_DO_NOT_DISTURB') && worksOn(actor, session);
}

/** Whether an agent may block the visitor from the session. */
export function canBlock(actor: Actor, session: SessionPlace): boolean {
  return hasPermission(actor, 'BLOCK_VISITORS') && worksOn(actor, session);
}

/** Whether an agent may rename, note and tag the session's visitor (SPEC 3). */
export function canEditVisitor(actor: Actor, session: SessionPlace): boolean {
  return hasPermission(actor, 'EDIT_VISITORS') && worksOn(actor, session);
}

/** Whether reading it counts: a supervisor who looks on must not make the owner's unread messages disappear. */
export function countsAsReader(actor: Actor, session: SessionPlace): boolean {
  return isOwn(actor, session) || (actor.kind === 'agent' && session.ownerId === null);
}

/** How the visitor is answered: by an agent, after those who came before, or by whoever comes first. */
export type SessionReach = 'ANSWERED' | 'QUEUED' | 'NOBODY_REACHABLE';

export function reachOf({ ownerId, queuedAt }: Pick<Session, 'ownerId' | 'queuedAt'>): SessionReach {
  if (ownerId !== null) return 'ANSWERED';
  return queuedAt ? 'QUEUED' : 'NOBODY_REACHABLE';
}
