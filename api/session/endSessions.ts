import type { Session } from '../../prisma/generated/client/client.ts';
import type { SessionEndReason } from '../../prisma/generated/client/enums.ts';
import { assignWaiting } from '../assignment/assignWaiting.ts';
import type { Actor } from '../core/actor.ts';
import type { Core } from '../core/core.ts';
import type { RecordEvents, Transaction } from '../core/transaction.ts';
import { logEvents } from '../event/logEvents.ts';
import { appendNotice } from '../message/appendNotice.ts';
import { getSettingsWithin } from '../setting/settings.ts';
import { sessionChanged } from './sessionEvents.ts';

/** Why sessions end, and by whose hand. */
export interface Ending {
  reason: SessionEndReason;
  /** The agent who ends them; null when nobody does. */
  actor: Actor | null;
  /** How they came out, where somebody says so. */
  outcomeId?: string | null;
}

/**
 * Ends sessions, in the transaction of the cause: the one place where sessions end. Those that have ended meanwhile are
 * passed over. The slots that become free are given to those who wait. The caller holds the assignment's lock.
 * @returns the sessions that ended, as they are now
 */
export async function endSessions(
  core: Core,
  transaction: Transaction,
  record: RecordEvents,
  sessions: readonly Session[],
  { reason, actor, outcomeId = null }: Ending,
): Promise<Session[]> {
  const { visitorSeesEnds } = await getSettingsWithin(core, transaction);
  const ended: Session[] = [];
  for (const before of sessions) {
    // The notice takes the session's row lock: a message that is under way comes before it or is refused.
    const notice = { notice: 'SESSION_ENDED', isInternal: !visitorSeesEnds } as const;
    if (!(await appendNotice(core, transaction, record, actor, before.id, notice))) continue;
    const session = await transaction.session.update({
      where: { id: before.id },
      data: {
        endedAt: core.clock.now(),
        endReason: reason,
        outcomeId,
        waitingSince: null,
        leftMessageAt: null,
        queuedAt: null,
        scriptDueAt: null,
        // Who ends what nobody has taken answers for it, and keeps seeing it.
        ...(before.ownerId === null && actor?.kind === 'agent' && { ownerId: actor.agentId }),
        version: { increment: 1 },
      },
    });
    record(...sessionChanged(before, session));
    ended.push(session);
  }
  await logEvents(
    core,
    transaction,
    ...ended.map(({ id, siteId, visitorId }) => ({
      type: 'SESSION_ENDED' as const,
      siteId,
      visitorId,
      sessionId: id,
      agentId: actor?.kind === 'agent' ? actor.agentId : null,
      reason,
    })),
  );
  if (ended.length > 0) await assignWaiting(core, transaction, record);
  return ended;
}
