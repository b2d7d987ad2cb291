import { Prisma, type Session } from '../../prisma/generated/client/client.ts';
import type { Actor } from '../core/actor.ts';
import type { Core } from '../core/core.ts';
import type { Database } from '../core/database.ts';
import { readTogether } from '../core/readTogether.ts';
import { asJson, rowOf } from '../core/rowAsJson.ts';
import { visibleSessionsSql } from './visibleSessionsSql.ts';

interface Asked {
  actor: Actor;
  sessionId: string;
}
type Read = (database: Database, asked: Asked) => Promise<Session | null>;

/** What is read beside the columns of "Session": begins with a comma, or is empty. Told all the ids that are asked for. */
export type MoreOfSessions = (sessionIds: readonly string[]) => Prisma.Sql;

const asWhole = Prisma.raw(asJson('"Session"'));

const readsWith = new Map<MoreOfSessions, Read>();

/**
 * Reads a session that the actor may see, in one statement with those that others ask for in the same turn of the event
 * loop and by the same right.
 * @param sessionId a UUID @param more the same function each time
 * @returns null when it is missing or not the actor's to see
 */
export async function readSession<More extends object>(
  { database }: Core,
  actor: Actor,
  sessionId: string,
  more: MoreOfSessions,
): Promise<(Session & More) | null> {
  const read = readsWith.get(more) ?? readWith(more);
  readsWith.set(more, read);
  return (await read(database, { actor, sessionId })) as (Session & More) | null;
}

function readWith(more: MoreOfSessions): Read {
  const read = async (database: Database, alike: readonly Asked[]): Promise<Map<string, Session>> => {
    const ids = alike.map(({ sessionId }) => sessionId);
    const { text, values } = Prisma.sql`
      SELECT ${asWhole} AS "session"${more(ids)} FROM "Session" WHERE ${askedForBy(alike, ids)}`;
    const rows = await database.query<{ session: string }>(text, values);
    const sessions = rows.map(({ session, ...rest }) => Object.assign(rowOf<Session>(session), rest));
    return new Map(sessions.map((session) => [session.id, session]));
  };
  return readTogether<Asked, Session | null>(async (database, asked) => {
    const byRight = Map.groupBy(asked, ({ actor }) => rightOf(actor));
    const found = new Map<Asked, Session>();
    const readAll = async (alike: readonly Asked[]) => {
      const sessions = await read(database, alike);
      for (const one of alike) {
        const session = sessions.get(one.sessionId.toLowerCase());
        // Another visitor may have asked for theirs in the same statement.
        const isTheirs = one.actor.kind !== 'visitor' || session?.visitorId === one.actor.visitorId;
        if (session && isTheirs) found.set(one, session);
      }
    };
    await Promise.all([...byRight.values()].map(readAll));
    return asked.map((one) => found.get(one) ?? null);
  });
}

/** The same for all who may see the same sessions, and for all visitors. */
function rightOf(actor: Actor): string {
  if (actor.kind === 'visitor') return actor.kind;
  const { sql, values } = visibleSessionsSql(actor);
  return JSON.stringify([sql, values]);
}

/** @param alike who ask by the same right: visitors alone, or nobody who is one; never nobody at all */
function askedForBy(alike: readonly Asked[], ids: readonly string[]): Prisma.Sql {
  const visitorIds = alike.flatMap(({ actor }) => (actor.kind === 'visitor' ? [actor.visitorId] : []));
  if (visitorIds.length === 0) {
    const [{ actor }] = alike as [Asked];
    return Prisma.sql`"id" = ANY (${ids}::uuid[]) AND ${visibleSessionsSql(actor)}`;
  }
  return Prisma.sql`("id", "visitorId") IN (SELECT * FROM unnest(${ids}::uuid[], ${visitorIds}::uuid[]))`;
}
