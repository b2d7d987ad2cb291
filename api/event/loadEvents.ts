import type { Agent, Event, Message, Session, Tag, Visitor } from '../../prisma/generated/client/client.ts';
import type { Core } from '../core/core.ts';

/** An event with what it is about, as that is now. */
export interface LoadedEvent {
  event: Event & { number: bigint };
  visitor: Visitor | null;
  session: Session | null;
  message: Message | null;
  agent: Agent | null;
  tag: Tag | null;
}

/** Reads what events are about: a statement for each kind of thing, however many events there are. */
export async function loadEvents(
  core: Core,
  events: readonly LoadedEvent['event'][],
): Promise<LoadedEvent[]> {
  const { prisma } = core.database;
  const idsOf = (name: 'visitorId' | 'sessionId' | 'agentId' | 'tagId') => [
    ...new Set(events.map((event) => event[name]).filter((id) => id !== null)),
  ];
  const among = (name: Parameters<typeof idsOf>[0]) => ({ where: { id: { in: idsOf(name) } } });
  const places = events.flatMap(({ sessionId, seq }) => (sessionId && seq ? [{ sessionId, seq }] : []));
  const sessions = byId(
    idsOf('sessionId').length > 0 ? await prisma.session.findMany(among('sessionId')) : [],
  );
  const visitorIds = [
    ...new Set([...idsOf('visitorId'), ...[...sessions.values()].map((one) => one.visitorId)]),
  ];
  const visitors = byId(
    visitorIds.length > 0 ? await prisma.visitor.findMany({ where: { id: { in: visitorIds } } }) : [],
  );
  const agents = byId(idsOf('agentId').length > 0 ? await prisma.agent.findMany(among('agentId')) : []);
  const tags = byId(idsOf('tagId').length > 0 ? await prisma.tag.findMany(among('tagId')) : []);
  const messages = places.length > 0 ? await prisma.message.findMany({ where: { OR: places } }) : [];
  const messageAt = new Map(messages.map((one) => [`${one.sessionId}:${one.seq}`, one]));
  return events.map((event) => ({
    event,
    // A session may be another visitor's since: of one who was named on a second device.
    visitor: visitors.get(sessions.get(event.sessionId ?? '')?.visitorId ?? event.visitorId) ?? null,
    session: sessions.get(event.sessionId ?? '') ?? null,
    message: messageAt.get(`${event.sessionId}:${event.seq}`) ?? null,
    agent: agents.get(event.agentId ?? '') ?? null,
    tag: tags.get(event.tagId ?? '') ?? null,
  }));
}

function byId<Row extends { id: string }>(rows: readonly Row[]): Map<string, Row> {
  return new Map(rows.map((row) => [row.id, row]));
}
