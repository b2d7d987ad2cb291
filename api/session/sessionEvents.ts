import type { Session } from '../../prisma/generated/client/client.ts';
import type { MessageAuthor } from '../../prisma/generated/client/enums.ts';
import type { AgentActor } from '../core/actor.ts';
import { publication, type Publication, type Topic } from '../core/pubsub.ts';
import type { MessageSent } from '../message/messageEvents.ts';

/** A session is new or has changed. Carries the committed row. */
export interface SessionChanged {
  type: 'SessionChanged';
  session: Session;
}

/** Somebody in a session types, or has stopped. Never stored. */
export interface TypingSignalled {
  type: 'TypingSignalled';
  sessionId: string;
  author: MessageAuthor;
  agentId: string | null;
  authorName: string | null;
  isTyping: boolean;
  /** When the typing is over unless it is signalled again. */
  expiresAt: Date;
}

/** What those who follow one session hear; the visitor hears all of it, so nothing internal travels here. */
export type SessionEvent = SessionChanged | MessageSent | TypingSignalled;

export const sessionTopic = (sessionId: string): Topic<SessionEvent> => `session:${sessionId}`;

/** Where a session stands in the lists: who sees it is decided by these two. */
export type SessionPlacement = Pick<Session, 'ownerId' | 'departmentId'>;

/** A session in the lists has changed, and from where: those who saw it there and do not see it now must drop it. */
export interface SessionMoved {
  type: 'SessionMoved';
  session: Session;
  before: SessionPlacement | null;
}

export type SessionListTopic = Topic<SessionMoved>;

const everywhere: SessionListTopic = 'sessions';
const ofDepartment = (departmentId: string): SessionListTopic => `sessions:department:${departmentId}`;
const unownedOf = (departmentId: string): SessionListTopic => `sessions:unowned:${departmentId}`;
const ofOwner = (agentId: string): SessionListTopic => `sessions:owner:${agentId}`;

/**
 * The topics by which an agent hears of every session that they may see, and of no other. The twin of
 * `visibleSessions`, and never wider.
 * @param departmentIds the agent's department and those below it
 */
export function sessionListTopics(actor: AgentActor, departmentIds: readonly string[]): SessionListTopic[] {
  if (actor.permissions.has('SEE_ALL_SESSIONS')) return [everywhere];
  if (actor.permissions.has('SEE_DEPARTMENT_SESSIONS')) {
    return [ofOwner(actor.agentId), ...departmentIds.map(ofDepartment)];
  }
  return [ofOwner(actor.agentId), unownedOf(actor.departmentId)];
}

/** The topics on which a session in this place is told of. */
export function topicsOfPlacement({ ownerId, departmentId }: SessionPlacement): SessionListTopic[] {
  return [everywhere, ofDepartment(departmentId), ownerId ? ofOwner(ownerId) : unownedOf(departmentId)];
}

/** Tells the lists that a session is new (`before` is null) or has changed; told where it was and where it is. */
export function sessionMoved(before: SessionPlacement | null, session: Session): Publication[] {
  const topics = new Set([...topicsOfPlacement(session), ...(before ? topicsOfPlacement(before) : [])]);
  const event: SessionMoved = { type: 'SessionMoved', session, before };
  return [...topics].map((topic) => publication(topic, event));
}

/** Tells those who follow the session, and the lists, that it has changed other than by a message. */
export function sessionChanged(before: SessionPlacement | null, session: Session): Publication[] {
  return [
    publication(sessionTopic(session.id), { type: 'SessionChanged', session }),
    ...sessionMoved(before, session),
  ];
}
