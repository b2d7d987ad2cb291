import { Prisma, type Session } from '../../prisma/generated/client/client.ts';
import { actorOf, agentOfActor } from '../agent/actorOf.ts';
import type { Core } from '../core/core.ts';
import { inTransaction, type Transaction } from '../core/transaction.ts';
import { departmentIdsBelow } from '../department/departmentAccess.ts';
import { sessionListTopics, topicsOfPlacement, type SessionListTopic } from '../session/sessionEvents.ts';
import { getSettings } from '../setting/settings.ts';
import { raiseNotification } from './raiseNotification.ts';

/** Looked at together; the others wait for the next second. */
const batchSize = 50;

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
    if (overdue.length === 0) return;
    const supervisors = await supervisorsIn(core, transaction);
    for (const session of overdue) {
      const places = topicsOfPlacement(session);
      const seeing = supervisors.filter(({ topics }) => places.some((place) => topics.has(place)));
      const agentIds = new Set([
        ...(session.ownerId ? [session.ownerId] : []),
        ...seeing.map(({ agentId }) => agentId),
      ]);
      const about = { kind: 'OVERDUE', agentIds: [...agentIds], session, mark: session.lastSeq } as const;
      await raiseNotification(core, transaction, record, about);
    }
  });
}

interface Supervisor {
  agentId: string;
  /** What they see, as the places where sessions are told of. */
  topics: ReadonlySet<SessionListTopic>;
}

/** Those who may give a colleague's session to another one. */
async function supervisorsIn(core: Core, transaction: Transaction): Promise<Supervisor[]> {
  const agents = await transaction.agent.findMany({
    where: { deactivatedAt: null, role: { permissions: { has: 'TRANSFER_COLLEAGUES_SESSIONS' } } },
    select: agentOfActor,
  });
  const supervisors: Supervisor[] = [];
  for (const agent of agents) {
    const actor = actorOf(agent, { kind: 'signIn', id: '' });
    const departmentIds = await departmentIdsBelow(core, actor.departmentPath, transaction);
    supervisors.push({ agentId: agent.id, topics: new Set(sessionListTopics(actor, departmentIds)) });
  }
  return supervisors;
}
