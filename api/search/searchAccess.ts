import { Prisma } from '../../prisma/generated/client/client.ts';
import type { AgentActor } from '../core/actor.ts';
import { visibleSessionsSql } from '../session/visibleSessionsSql.ts';
import type { SearchFilter } from './searchFilters.ts';

/** The sessions in which an agent may search and wants to, as a condition on the columns of "Session". */
export function searchedSessionsSql(actor: AgentActor, filter: SearchFilter): Prisma.Sql {
  const { from, until, agentId, tagId, siteId } = filter;
  return Prisma.join(
    [
      visibleSessionsSql(actor),
      ...(from ? [Prisma.sql`"activeAt" >= ${from}`] : []),
      ...(until ? [Prisma.sql`"startedAt" < ${until}`] : []),
      ...(agentId ? [Prisma.sql`"ownerId" = ${agentId}::uuid`] : []),
      ...(siteId ? [Prisma.sql`"siteId" = ${siteId}::uuid`] : []),
      ...(tagId
        ? [
            Prisma.sql`"visitorId" IN (SELECT g."visitorId" FROM "Tagging" g
              WHERE g."tagId" = ${tagId}::uuid AND g."removedAt" IS NULL)`,
          ]
        : []),
    ],
    ' AND ',
  );
}
