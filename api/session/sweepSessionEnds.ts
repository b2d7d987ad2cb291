import type { Prisma, Session } from '../../prisma/generated/client/client.ts';
import type { SessionEndReason } from '../../prisma/generated/client/enums.ts';
import { lockAssignment } from '../assignment/lockAssignment.ts';
import type { Core } from '../core/core.ts';
import { inTransaction } from '../core/transaction.ts';
import { getSettings } from '../setting/settings.ts';
import { endSessions } from './endSessions.ts';

/** Ended together in one transaction: others wait for it no longer than this takes. */
const batchSize = 50;

/**
 * Ends the sessions whose visitor has been gone for longer than the grace period, and those in which nobody wrote for
 * longer than the idle limit (SPEC 2). What the visitor wrote while nobody was reachable stays until somebody answers.
 * All moments are in the database: a restart forgets none.
 */
export async function sweepSessionEnds(core: Core): Promise<void> {
  const { visitorGraceSeconds, idleSeconds } = await getSettings(core);
  const before = (seconds: number) => new Date(core.clock.now().getTime() - seconds * 1000);
  await endAll(core, 'VISITOR_LEFT', {
    visitorGoneSince: { lte: before(visitorGraceSeconds) },
    visitor: { connections: { none: {} } },
  });
  await endAll(core, 'IDLE', { activeAt: { lte: before(idleSeconds) } });
}

async function endAll(core: Core, reason: SessionEndReason, due: Prisma.SessionWhereInput): Promise<void> {
  const where = { AND: [due, { endedAt: null, leftMessageAt: null }] };
  for (;;) {
    const found = await core.database.prisma.session.findMany({
      where,
      select: { id: true },
      take: batchSize,
    });
    if (found.length === 0) return;
    const endedCount = await inTransaction(core, async (transaction, record) => {
      await lockAssignment(transaction);
      // Locked, so that a visitor who comes back or writes meanwhile is either seen here or finds the session ended.
      const ids = found.map(({ id }) => id);
      await transaction.$queryRaw`
        SELECT "id" FROM "Session" WHERE "id" = ANY (${ids}::uuid[]) ORDER BY "id" FOR NO KEY UPDATE`;
      const sessions: Session[] = await transaction.session.findMany({
        where: { AND: [where, { id: { in: ids } }] },
      });
      return (await endSessions(core, transaction, record, sessions, { reason, actor: null })).length;
    });
    if (found.length < batchSize || endedCount === 0) return;
  }
}
