import type { Message, Session, Visitor } from '../../prisma/generated/client/client.ts';
import type { Actor } from '../core/actor.ts';
import type { LoadedEvent } from '../event/loadEvents.ts';
import { textFor } from '../message/messageRules.ts';
import { attributesFor } from '../visitor/attributeRules.ts';

/** What a webhook is told, as JSON. Made of the rows of now, with the rights of whoever made the webhook. */
export interface WebhookPayload {
  /** The event's id: the same in the API. */
  id: string;
  type: string;
  /** When it happened. */
  timestamp: string;
  data: Record<string, unknown>;
}

export function payloadOf(
  { event, session, visitor, message, agent, tag }: LoadedEvent,
  reader: Actor,
): WebhookPayload {
  return {
    id: String(event.number),
    type: event.type,
    timestamp: event.at.toISOString(),
    data: {
      siteId: event.siteId,
      visitor: visitor && visitorFor(visitor, reader),
      session: session && sessionOf(session),
      message: message && messageFor(message, reader),
      agent: agent && { id: agent.id, displayName: agent.displayName },
      tag: tag && { id: tag.id, name: tag.name, stage: tag.stage },
      reason: event.reason,
      contactKinds: event.kinds,
    },
  };
}

/** What a webhook is told to try it out. */
export function testPayload(at: Date): WebhookPayload {
  return { id: 'test', type: 'TEST', timestamp: at.toISOString(), data: { message: 'It works. 测试成功。' } };
}

function visitorFor(visitor: Visitor, reader: Actor) {
  const { id, nickname, externalId, contactKinds, erasedAt } = visitor;
  return { id, nickname, externalId, attributes: attributesFor(reader, visitor), contactKinds, erasedAt };
}

function sessionOf(session: Session) {
  const { id, departmentId, ownerId, startedAt, endedAt, endReason, lastSeq } = session;
  return { id, departmentId, ownerId, startedAt, endedAt, endReason, lastSeq };
}

function messageFor(message: Message, reader: Actor) {
  const { sessionId, seq, author, agentId, authorName, createdAt, attachmentId } = message;
  const text = textFor(reader, message.text, message.maskedText);
  return { sessionId, seq, author, agentId, authorName, text, attachmentId, createdAt };
}
