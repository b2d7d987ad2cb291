import { Prisma, type Event } from '../../prisma/generated/client/client.ts';
import type { AgentActor } from '../core/actor.ts';
import type { Core } from '../core/core.ts';
import { visibleSessionsSql } from '../session/visibleSessionsSql.ts';

/** All columns of "Event" under the name `e`. Embedded, Prisma reads arrays of enums in raw SQL only as those of text. */
export const eventColumns = Prisma.sql`e."position", e."number", e."at", e."type", e."siteId", e."visitorId",
  e."sessionId", e."seq", e."agentId", e."tagId", e."reason", e."kinds"::text[] AS "kinds"`;

/**
 * Which events an agent may see now: those of sessions that the agent may see now, and those of visitors with such a
 * session. The one place where this is decided, in SQL on the columns of "Event" under the name `e`.
 */
export function visibleEventsSql(actor: AgentActor): Prisma.Sql {
  const visible = visibleSessionsSql(actor);
  // A visitor whom a program has made has no session yet.
  const onSite = actor.siteId ? Prisma.sql`e."siteId" = ${actor.siteId}::uuid` : Prisma.sql`true`;
  const ofVisitors = actor.permissions.has('SEE_ALL_SESSIONS')
    ? onSite
    : Prisma.sql`EXISTS (SELECT 1 FROM "Session" WHERE "Session"."visitorId" = e."visitorId" AND ${visible})`;
  return Prisma.sql`CASE WHEN e."sessionId" IS NULL THEN ${ofVisitors}
    ELSE EXISTS (SELECT 1 FROM "Session" WHERE "Session"."id" = e."sessionId" AND ${visible}) END`;
}

/** An event by its number, if it is kept and an agent may see it by these rights. */
export async function findEventFor(
  core: Core,
  actor: AgentActor,
  number: bigint,
): Promise<(Event & { number: bigint }) | undefined> {
  const [event] = await core.database.prisma.$queryRaw<(Event & { number: bigint })[]>`
    SELECT ${eventColumns} FROM "Event" e WHERE e."number" = ${number} AND ${visibleEventsSql(actor)}`;
  return event;
}
