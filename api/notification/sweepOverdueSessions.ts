import { Prisma, type Session } from '../../prisma/generated/client/client.ts';
import type { Core } from '../core/core.ts';
import { inTransaction } from '../core/transaction.ts';
import { agentsSeeing } from '../session/sessionAccess.ts';
import { getSettings } from '../setting/settings.ts';
import { raiseNotification } from './raiseNotification.ts';

/** Looked at together; the others wait for the next second. */
const batchSize = 50;
/** Those who may give a colleague's session to another one. */
const mayGiveOn: Prisma.AgentWhereInput = {
  role: { permissions: { has: 'TRANSFER_COLLEAGUES_SESSIONS' } },
};

/**
 * Notifies of visitors who have waited longer than the organisation bears: the owner, and all who see the session and could
 * give it to another one. Once for each time of waiting, which the session's row remembers. What was left when nobody was
 * reachable waits for no agent, and what is withheld is for nobody to answer.
 */
export async function sweepOverdueSessions(core: Core): Promise<void> {
  const { escalationSeconds } = await getSettings(core);
  if (escalationSeconds === 0) return;
  const now = core.clock.now();
  const since = new Date(now.getTime() - escalationSeconds * 1000);
  const isDue = Prisma.sql`"waitingSince" <= ${since}::timestamptz AND "endedAt" IS NULL
    AND ("escalatedAt" IS NULL OR "escalatedAt" < "waitingSince")
    AND "leftMessageAt" IS NULL AND "doNotDisturbSince" IS NULL`;
  const found = await core.database.prisma.$queryRaw<
    object[]
  >`SELECT 1 FROM "Session" WHERE ${isDue} LIMIT 1`;
  if (found.length === 0) return;
  await inTransaction(core, async (transaction, record) => {
    const overdue = await transaction.$queryRaw<Session[]>`
      UPDATE "Session" SET "escalatedAt" = ${now}::timestamptz WHERE "id" IN (
        SELECT "id" FROM "Session" WHERE ${isDue}
        ORDER BY "waitingSince" LIMIT ${batchSize} FOR NO KEY UPDATE SKIP LOCKED)
      RETURNING *`;
    for (const session of overdue) {
      const supervisors = await transaction.agent.findMany({
        where: { AND: [mayGiveOn, await agentsSeeing(transaction, session)] },
        select: { id: true },
      });
      const agentIds = new Set([session.ownerId ?? [], supervisors.map(({ id }) => id)].flat());
      const about = { kind: 'OVERDUE', agentIds: [...agentIds], session, mark: session.lastSeq } as const;
      await raiseNotification(core, transaction, record, about);
    }
  });
}
