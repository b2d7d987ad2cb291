import type { Message, Session } from '../../prisma/generated/client/client.ts';
import { hasPermission, type AgentActor } from '../core/actor.ts';
import { publication, type Publication, type Topic } from '../core/pubsub.ts';
import type { AnyNotificationKind } from './notificationRules.ts';

/** Something of which agents are notified. Carries the committed row. */
export interface NotificationRaised {
  type: 'NotificationRaised';
  kind: AnyNotificationKind;
  /** With kind and session, which one it is: all who hear of it, by whatever way, know it for the same. */
  mark: number;
  raisedAt: Date;
  /** Null when it is about none. */
  session: Session | null;
}

export type NotificationTopic = Topic<NotificationRaised>;

const ofAgent = (agentId: string): NotificationTopic => `notifications:agent:${agentId}`;
const ofUnowned = (departmentId: string): NotificationTopic => `notifications:unowned:${departmentId}`;

/** Where an agent hears of what concerns them: their own affairs, and what nobody in their department has taken. */
export function notificationTopics(actor: AgentActor): NotificationTopic[] {
  const own = ofAgent(actor.agentId);
  return hasPermission(actor, 'SEE_OWN_SESSIONS') ? [own, ofUnowned(actor.departmentId)] : [own];
}

/** Notifies one agent. */
export function notificationRaised(agentId: string, raised: Omit<NotificationRaised, 'type'>): Publication {
  return publication(ofAgent(agentId), { type: 'NotificationRaised', ...raised });
}

/** Notifies the owner of what the visitor wrote, or the department of what was left when nobody was reachable. */
export function notificationsOfMessage({
  message,
  session,
}: {
  message: Message;
  session: Session;
}): Publication[] {
  if (message.author !== 'VISITOR' || message.isWithheld) return [];
  const raised = { mark: message.seq, raisedAt: message.createdAt, session };
  if (session.ownerId) return [notificationRaised(session.ownerId, { kind: 'MESSAGE_RECEIVED', ...raised })];
  // Only of the first: the others are in the list, where it waits.
  if (session.leftMessageAt?.getTime() !== message.createdAt.getTime()) return [];
  const event = { type: 'NotificationRaised', kind: 'MESSAGE_LEFT', ...raised } as const;
  return [publication(ofUnowned(session.departmentId), event)];
}
