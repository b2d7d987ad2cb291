import type { EventType } from '#lib/gql/generated.ts';
import { m } from '#lib/paraglide/messages.js';

const texts: Record<EventType, () => string> = {
  SESSION_OPENED: m.event_session_opened,
  SESSION_ASSIGNED: m.event_session_assigned,
  SESSION_WAITING: m.event_session_waiting,
  SESSION_ENDED: m.event_session_ended,
  SESSION_RATED: m.event_session_rated,
  MESSAGE_SENT: m.event_message_sent,
  MESSAGE_LEFT: m.event_message_left,
  MESSAGE_RECALLED: m.event_message_recalled,
  VISITOR_CHANGED: m.event_visitor_changed,
  VISITOR_IDENTIFIED: m.event_visitor_identified,
  VISITOR_TAGGED: m.event_visitor_tagged,
  VISITOR_UNTAGGED: m.event_visitor_untagged,
  CONTACT_DETAILS_FOUND: m.event_contact_details_found,
  CONTACT_DETAILS_CHANGED: m.event_contact_details_changed,
  VISITOR_BLOCKED: m.event_visitor_blocked,
  VISITOR_UNBLOCKED: m.event_visitor_unblocked,
  VISITOR_ERASED: m.event_visitor_erased,
};

/** All kinds of events, in the order in which they are offered. */
export const eventTypes = Object.keys(texts) as EventType[];

/** A kind of event in words; null is a test. */
export function eventTypeText(type: EventType | null): string {
  return type ? texts[type]() : m.event_test();
}
