import { z } from 'zod';
import type { Session } from '../../prisma/generated/client/client.ts';
import { getTransferTarget } from '../agent/agentAccess.ts';
import { assignWaiting } from '../assignment/assignWaiting.ts';
import { lockAssignment } from '../assignment/lockAssignment.ts';
import { recordAudit } from '../audit/recordAudit.ts';
import { asAgent, type Actor } from '../core/actor.ts';
import type { Core } from '../core/core.ts';
import { NotAllowedError } from '../core/errors.ts';
import { checkInput, id, text } from '../core/input.ts';
import { inTransaction } from '../core/transaction.ts';
import { getSessionFor } from './sessionAccess.ts';
import { SessionEndedError } from './sessionErrors.ts';
import { handSession } from './handSession.ts';
import { canTransfer } from './sessionRules.ts';

const shape = z.object({ sessionId: id, toAgentId: id, note: text(1000).nullish() });

/**
 * Gives a live session to another agent who is ONLINE or BUSY, full or not, or to oneself (SPEC 6). The note is for the
 * new owner and never for the visitor.
 * @throws InvalidInputError, NotFoundError, NotAllowedError, SessionEndedError, AgentNotReachableError
 */
export async function transferSession(
  core: Core,
  actor: Actor,
  input: z.input<typeof shape>,
): Promise<Session> {
  const { sessionId, toAgentId, note } = checkInput(shape, input);
  const agent = asAgent(actor);
  return inTransaction(core, async (transaction, record) => {
    await lockAssignment(transaction);
    const before = await getSessionFor(core, agent, sessionId, transaction);
    if (before.endedAt) throw new SessionEndedError();
    if (!canTransfer(agent, before)) throw new NotAllowedError();
    const target = await getTransferTarget(transaction, agent, toAgentId);
    if (before.ownerId === toAgentId) return before;
    const session = await handSession(core, transaction, record, before, {
      actor: agent,
      target,
      reason: 'TRANSFERRED',
      note: note?.trim(),
    });
    const changes = { ownerId: { before: before.ownerId, after: toAgentId } };
    await recordAudit(transaction, agent, 'transferSession', { type: 'Session', id: sessionId }, changes);
    // Whose it was has room for another one.
    await assignWaiting(core, transaction, record);
    return session;
  });
}
