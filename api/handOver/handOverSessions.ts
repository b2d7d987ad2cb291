import { z } from 'zod';
import type { HandOver, Session } from '../../prisma/generated/client/client.ts';
import { colleaguesOf, getTransferTarget } from '../agent/agentAccess.ts';
import { OwnAgentError } from '../agent/agentErrors.ts';
import { changeAgentStatus } from '../agent/changeAgentStatus.ts';
import { lockAgent } from '../agent/presenceAccess.ts';
import { recordAudit } from '../audit/recordAudit.ts';
import { asAgentInPerson, type Actor } from '../core/actor.ts';
import type { Core } from '../core/core.ts';
import { NotSignedInError } from '../core/errors.ts';
import { checkInput, id } from '../core/input.ts';
import { inTransaction } from '../core/transaction.ts';
import { handSession } from '../session/handSession.ts';

const shape = z.object({ toAgentId: id });

/**
 * Gives all live sessions of the agent to a colleague who is ONLINE or BUSY and makes the agent AWAY, all or nothing (SPEC 1).
 * It can be undone for a few seconds.
 * @throws InvalidInputError, NotFoundError, OwnAgentError, AgentNotReachableError, NotSignedInError, NotAllowedError
 */
export async function handOverSessions(
  core: Core,
  actor: Actor,
  input: z.input<typeof shape>,
): Promise<HandOver> {
  const { toAgentId } = checkInput(shape, input);
  const agent = asAgentInPerson(actor);
  if (toAgentId === agent.agentId) throw new OwnAgentError();
  return inTransaction(core, async (transaction, record) => {
    const before = await lockAgent(transaction, agent.agentId);
    if (!before) throw new NotSignedInError();
    const target = await getTransferTarget(transaction, agent, toAgentId, colleaguesOf(agent));
    const sessions: Session[] = await transaction.session.findMany({
      where: { ownerId: agent.agentId, endedAt: null },
      orderBy: [{ startedAt: 'asc' }, { id: 'asc' }],
    });
    for (const session of sessions)
      await handSession(core, transaction, record, session, { actor: agent, target, reason: 'HANDED_OVER' });
    const handOver = await transaction.handOver.create({
      data: {
        fromAgentId: agent.agentId,
        toAgentId,
        handedOverAt: core.clock.now(),
        statusBefore: before.status,
        sessionIds: sessions.map(({ id }) => id),
      },
    });
    const changes = { sessionsCount: { before: sessions.length, after: 0 } };
    await recordAudit(transaction, agent, 'handOverSessions', { type: 'Agent', id: toAgentId }, changes);
    const away = { status: 'AWAY', chosenStatus: 'AWAY' } as const;
    await changeAgentStatus(core, transaction, record, before, away);
    return handOver;
  });
}
