import { z } from 'zod';
import type { HandOver, Session } from '../../prisma/generated/client/client.ts';
import { changeAgentStatus } from '../agent/changeAgentStatus.ts';
import { lockAgent } from '../agent/presenceAccess.ts';
import { assignWaiting } from '../assignment/assignWaiting.ts';
import { recordAudit } from '../audit/recordAudit.ts';
import { asAgentInPerson, type Actor } from '../core/actor.ts';
import type { Core } from '../core/core.ts';
import { NotFoundError, NotSignedInError } from '../core/errors.ts';
import { checkInput, id } from '../core/input.ts';
import { inTransaction } from '../core/transaction.ts';
import { handSession } from '../session/handSession.ts';
import { HandOverExpiredError } from './handOverErrors.ts';
import { isUndoable } from './handOverRules.ts';

const shape = z.object({ handOverId: id });

/**
 * Takes back what the agent has just handed over, and the status from before. What the other one has ended or given away
 * meanwhile stays so.
 * @throws InvalidInputError, NotFoundError, HandOverExpiredError, NotSignedInError, NotAllowedError
 */
export async function undoHandOver(
  core: Core,
  actor: Actor,
  input: z.input<typeof shape>,
): Promise<HandOver> {
  const { handOverId } = checkInput(shape, input);
  const agent = asAgentInPerson(actor);
  return inTransaction(core, async (transaction, record) => {
    const self = await lockAgent(transaction, agent.agentId);
    if (!self) throw new NotSignedInError();
    const own = { id: handOverId, fromAgentId: agent.agentId };
    const handOver = await transaction.handOver.findFirst({ where: own });
    if (!handOver) throw new NotFoundError('hand-over');
    const now = core.clock.now();
    if (self.status === 'OFFLINE' || !isUndoable(handOver, now)) throw new HandOverExpiredError();
    const sessions: Session[] = await transaction.session.findMany({
      where: { id: { in: handOver.sessionIds }, ownerId: handOver.toAgentId, endedAt: null },
      orderBy: [{ startedAt: 'asc' }, { id: 'asc' }],
    });
    const hand = { actor: agent, target: self, reason: 'HAND_OVER_UNDONE' } as const;
    for (const session of sessions) await handSession(core, transaction, record, session, hand);
    await recordAudit(transaction, agent, 'undoHandOver', { type: 'Agent', id: handOver.toAgentId });
    // Another status, chosen since, stands.
    const status = self.status === 'AWAY' ? handOver.statusBefore : self.status;
    const back = status === 'OFFLINE' ? {} : { status, chosenStatus: status };
    await changeAgentStatus(core, transaction, record, self, back);
    await assignWaiting(core, transaction, record);
    return transaction.handOver.update({ where: { id: handOverId }, data: { undoneAt: now } });
  });
}
