import type { Agent, Session } from '../../prisma/generated/client/client.ts';
import type { AssignmentReason } from '../../prisma/generated/client/enums.ts';
import { giveSession } from '../assignment/giveSession.ts';
import type { AgentActor } from '../core/actor.ts';
import type { Core } from '../core/core.ts';
import type { RecordEvents, Transaction } from '../core/transaction.ts';
import { appendNotice } from '../message/appendNotice.ts';
import { getSettingsWithin } from '../setting/settings.ts';

/** From whose hand a session goes to whom. */
export interface Hand {
  actor: AgentActor;
  target: Pick<Agent, 'id' | 'departmentId' | 'displayName'>;
  reason: AssignmentReason;
  /** What the new owner should know. */
  note?: string | undefined;
}

/**
 * Gives a live session to an agent by another one's hand, and says so in the thread; whether the visitor sees it is a
 * setting. The caller has checked that it may be, and holds the assignment's lock.
 */
export async function handSession(
  core: Core,
  transaction: Transaction,
  record: RecordEvents,
  before: Session,
  { actor, target, reason, note }: Hand,
): Promise<Session> {
  const { visitorSeesTransfers } = await getSettingsWithin(core, transaction);
  const write = (line: Parameters<typeof appendNotice>[5]) =>
    appendNotice(core, transaction, record, actor, before.id, line);
  await write({
    notice: 'SESSION_TRANSFERRED',
    about: target.displayName,
    isInternal: !visitorSeesTransfers,
  });
  if (note) await write({ notice: 'TRANSFER_NOTE', about: target.displayName, text: note, isInternal: true });
  return giveSession(core, transaction, record, before, {
    agent: { agentId: target.id, departmentId: target.departmentId },
    reason,
    decidedById: actor.agentId,
  });
}
