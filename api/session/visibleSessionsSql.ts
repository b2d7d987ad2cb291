import { Prisma } from '../../prisma/generated/client/client.ts';
import type { Actor, AgentActor } from '../core/actor.ts';

/** The twin of `visibleSessions` in SQL, on the columns of "Session"; tests hold the two against each other. */
export function visibleSessionsSql(actor: Actor): Prisma.Sql {
  if (actor.kind === 'visitor') return Prisma.sql`"visitorId" = ${actor.visitorId}::uuid`;
  if (actor.kind === 'anonymous') return Prisma.sql`false`;
  if (actor.siteId === null) return visibleOnSitesSql(actor);
  return Prisma.sql`(${visibleOnSitesSql(actor)} AND "siteId" = ${actor.siteId}::uuid)`;
}

function visibleOnSitesSql({ agentId, departmentId, departmentPath, permissions }: AgentActor): Prisma.Sql {
  if (permissions.has('SEE_ALL_SESSIONS')) return Prisma.sql`true`;
  if (permissions.has('SEE_DEPARTMENT_SESSIONS')) {
    return Prisma.sql`("ownerId" = ${agentId}::uuid OR "departmentId" IN (
      SELECT d."id" FROM "Department" d WHERE d."path" LIKE ${`${departmentPath}%`}))`;
  }
  if (!permissions.has('SEE_OWN_SESSIONS')) return Prisma.sql`false`;
  return Prisma.sql`("ownerId" = ${agentId}::uuid
    OR ("ownerId" IS NULL AND "endedAt" IS NULL AND "departmentId" = ${departmentId}::uuid))`;
}
