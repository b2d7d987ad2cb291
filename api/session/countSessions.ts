import { z } from 'zod';
import { Prisma } from '../../prisma/generated/client/client.ts';
import type { AgentActor } from '../core/actor.ts';
import type { Core } from '../core/core.ts';
import { checkInput, id } from '../core/input.ts';
import { today } from '../setting/organisationDay.ts';
import { visibleSessionsSql } from './visibleSessionsSql.ts';
import { mostCounted, sessionLists, type SessionList } from './sessionListRules.ts';

const shape = z.object({ ownerId: id.nullish(), isMine: z.boolean().nullish() });

/** How many sessions are in a list, and how many messages in them agents have not read. */
export interface SessionCount {
  list: SessionList;
  count: number;
  unreadCount: number;
}

/** What says in which list a session is, and what is counted. To join the rest of the row anew would cost more than all else. */
const counted = Prisma.raw(
  ['id', 'unreadCount', 'isBlocked', 'doNotDisturbSince', 'leftMessageAt', 'endedAt', 'visitorSpokeAt']
    .map((name) => `"${name}"`)
    .join(', '),
);

/**
 * Counts the sessions of each list that an agent may see, those of one owner or the agent's own if wanted: one statement,
 * which reads what is live, what ended today, and the few that are kept apart. Agents ask with every change of a list,
 * so Prisma's two statements for each list are too many. Its conditions are those of `listOf`, which a test holds against it.
 * @throws InvalidInputError
 */
export async function countSessions(
  core: Core,
  actor: AgentActor,
  input: z.input<typeof shape>,
): Promise<SessionCount[]> {
  const { ownerId, isMine } = checkInput(shape, input);
  const { start } = await today(core);
  const wanted = Prisma.join(
    [
      visibleSessionsSql(actor),
      ...(ownerId ? [Prisma.sql`"ownerId" = ${ownerId}::uuid`] : []),
      ...(isMine ? [Prisma.sql`("ownerId" = ${actor.agentId}::uuid OR "ownerId" IS NULL)`] : []),
    ],
    ' AND ',
  );
  const rows = await core.database.prisma.$queryRaw<SessionCount[]>`
    WITH candidates AS (
      SELECT ${counted} FROM "Session" WHERE "endedAt" IS NULL AND ${wanted}
      UNION SELECT ${counted} FROM "Session" WHERE "endedAt" >= ${start} AND "visitorSpokeAt" IS NOT NULL AND ${wanted}
      UNION SELECT ${counted} FROM "Session" WHERE "doNotDisturbSince" IS NOT NULL AND ${wanted}
      UNION SELECT ${counted} FROM "Session" WHERE "leftMessageAt" IS NOT NULL AND ${wanted}
      UNION SELECT ${counted} FROM "Session" WHERE "isBlocked" AND ${wanted}
      UNION (SELECT ${counted} FROM "Session" WHERE "endedAt" IS NOT NULL AND "visitorSpokeAt" IS NULL AND ${wanted}
        ORDER BY "endedAt" DESC, "id" DESC LIMIT ${mostCounted})
    )
    SELECT "list", count(*)::int AS "count", sum("unreadCount")::int AS "unreadCount"
    FROM (
      SELECT "unreadCount", CASE
        WHEN "isBlocked" THEN 'BLOCKED'
        WHEN "doNotDisturbSince" IS NOT NULL THEN 'SUSPECTED'
        WHEN "leftMessageAt" IS NOT NULL THEN 'LEFT_MESSAGES'
        WHEN "endedAt" IS NULL AND "visitorSpokeAt" IS NULL THEN 'ONLINE'
        WHEN "endedAt" IS NULL THEN 'TALKING'
        WHEN "visitorSpokeAt" IS NULL THEN 'LEFT'
        WHEN "endedAt" >= ${start} THEN 'TALKED'
      END AS "list"
      FROM candidates
    ) listed
    GROUP BY "list"`;
  const counts = new Map(rows.map((row) => [row.list, row]));
  return sessionLists.map((list) => counts.get(list) ?? { list, count: 0, unreadCount: 0 });
}
