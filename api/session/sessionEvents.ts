import type { Message, Session } from '../../prisma/generated/client/client.ts';
import type { MessageAuthor } from '../../prisma/generated/client/enums.ts';
import type { Actor, AgentActor } from '../core/actor.ts';
import { publication, type Publication, type Topic } from '../core/pubsub.ts';
import type { MessageRecalled, MessageSent } from '../message/messageEvents.ts';
import type { VisitorChanged } from '../visitor/visitorEvents.ts';

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
  /** The name that the visitor sees. */
  authorName: string | null;
  /** The agent's own name; for agents only. */
  agentName: string | null;
  isTyping: boolean;
  /** What the visitor has typed so far, where agents are to see it; null else. */
  text: string | null;
  /** When the typing is over unless it is signalled again. */
  expiresAt: Date;
}

/** What those who follow one session hear. */
export type SessionEvent = SessionChanged | MessageSent | MessageRecalled | TypingSignalled | VisitorChanged;

/** What the visitor and the agents hear alike: nothing internal travels here. */
export const sessionTopic = (sessionId: string): Topic<SessionEvent> => `session:${sessionId}`;
/** What only agents hear: internal lines, and what is known about the visitor. */
const agentsTopic = (sessionId: string): Topic<SessionEvent> => `session:${sessionId}:agents`;
/** What only the visitor hears: the own messages, on all pages, while they are withheld from agents. */
const visitorTopic = (sessionId: string): Topic<SessionEvent> => `session:${sessionId}:visitor`;

/** Where an actor hears of a session that they may see. */
export function sessionTopics(actor: Actor, sessionId: string): Topic<SessionEvent>[] {
  return [sessionTopic(sessionId), (actor.kind === 'visitor' ? visitorTopic : agentsTopic)(sessionId)];
}

/** Where all that concerns a session is told: for the process itself, never for an actor. */
export function everyTopicOf(sessionId: string): Topic<SessionEvent>[] {
  return [sessionTopic(sessionId), agentsTopic(sessionId), visitorTopic(sessionId)];
}

/** Tells of a stored message those who may have it. */
export function messageSent(message: Message): Publication {
  return publication(topicOfMessage(message), { type: 'MessageSent', message });
}

/** Tells those who may have a message that it was taken back. */
export function messageRecalled(message: Message): Publication {
  return publication(topicOfMessage(message), { type: 'MessageRecalled', message });
}

/** Who may have a message: the one place where that is decided for live events. */
function topicOfMessage({ sessionId, isInternal, isWithheld }: Message): Topic<SessionEvent> {
  return (isInternal ? agentsTopic : isWithheld ? visitorTopic : sessionTopic)(sessionId);
}

/** Tells the others of a session that somebody types; a visitor whose messages are withheld is heard by nobody. */
export function typingSignalled(session: Session, event: TypingSignalled): Publication {
  const isWithheld = event.author === 'VISITOR' && session.doNotDisturbSince !== null;
  return publication((isWithheld ? visitorTopic : sessionTopic)(session.id), event);
}

/** Where a session stands in the lists: who sees it is decided by these. */
export type SessionPlacement = Pick<Session, 'ownerId' | 'departmentId' | 'endedAt'>;

/** Of a whole session only its place: what travels to other processes is to be short. */
const placementOf = ({ ownerId, departmentId, endedAt }: SessionPlacement): SessionPlacement => ({
  ownerId,
  departmentId,
  endedAt,
});

/** A session in the lists has changed, and from where: those who saw it there and do not see it now must drop it. */
export interface SessionMoved {
  type: 'SessionMoved';
  session: Session;
  before: SessionPlacement | null;
}

export type SessionListTopic = Topic<SessionMoved | VisitorChanged>;

/** What happens to any session or visitor is told here. */
export const everySession: SessionListTopic = 'sessions';
const ofDepartment = (departmentId: string): SessionListTopic => `sessions:department:${departmentId}`;
const unownedOf = (departmentId: string): SessionListTopic => `sessions:unowned:${departmentId}`;
const ofOwner = (agentId: string): SessionListTopic => `sessions:owner:${agentId}`;

/**
 * The topics by which an agent hears of every session that they may see, and of no other. The twin of
 * `visibleSessions`, and never wider but for the sites: those who hear leave out what is not for theirs (`isForSite`).
 * @param departmentIds the agent's department and those below it
 */
export function sessionListTopics(actor: AgentActor, departmentIds: readonly string[]): SessionListTopic[] {
  if (actor.permissions.has('SEE_ALL_SESSIONS')) return [everySession];
  if (actor.permissions.has('SEE_DEPARTMENT_SESSIONS')) {
    return [ofOwner(actor.agentId), ...departmentIds.map(ofDepartment)];
  }
  if (!actor.permissions.has('SEE_OWN_SESSIONS')) return [];
  return [ofOwner(actor.agentId), unownedOf(actor.departmentId)];
}

/** The topics on which a session in this place is told of. */
export function topicsOfPlacement({ ownerId, departmentId, endedAt }: SessionPlacement): SessionListTopic[] {
  const topics = [everySession, ofDepartment(departmentId)];
  if (ownerId) return [...topics, ofOwner(ownerId)];
  // What ended without an owner is nobody's to take any more.
  return endedAt ? topics : [...topics, unownedOf(departmentId)];
}

/** Tells the lists that a session is new (`before` is null) or has changed; told where it was and where it is. */
export function sessionMoved(before: SessionPlacement | null, session: Session): Publication[] {
  const topics = new Set([...topicsOfPlacement(session), ...(before ? topicsOfPlacement(before) : [])]);
  const event: SessionMoved = { type: 'SessionMoved', session, before: before && placementOf(before) };
  return [...topics].map((topic) => publication(topic, event));
}

/** Tells those who follow the session, and the lists, that it has changed other than by a message. */
export function sessionChanged(before: SessionPlacement | null, session: Session): Publication[] {
  return [
    publication(sessionTopic(session.id), { type: 'SessionChanged', session }),
    ...sessionMoved(before, session),
  ];
}

/** Tells the agents who see sessions of a visitor that what is known about the visitor has changed. */
export function visitorChanged(
  event: VisitorChanged,
  sessions: readonly (SessionPlacement & Pick<Session, 'id'>)[],
): Publication[] {
  const lists = new Set(sessions.flatMap(topicsOfPlacement));
  return [
    ...sessions.map(({ id }) => publication(agentsTopic(id), event)),
    ...[...lists].map((topic) => publication(topic, event)),
  ];
}
