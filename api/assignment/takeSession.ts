import type { Session } from '../../prisma/generated/client/client.ts';
import { comeBack } from '../agent/comeBack.ts';
import type { AgentActor } from '../core/actor.ts';
import type { Core } from '../core/core.ts';
import { inTransaction } from '../core/transaction.ts';
import { getSessionFor } from '../session/sessionAccess.ts';
import { giveSession } from './giveSession.ts';
import { lockAssignment } from './lockAssignment.ts';

/**
 * An agent takes a live session that nobody has; of two at once, one does.
 * @returns the session as it is afterwards, somebody else's perhaps. @throws NotFoundError
 */
export async function takeSession(core: Core, actor: AgentActor, sessionId: string): Promise<Session> {
  return inTransaction(core, async (transaction, record) => {
    await lockAssignment(transaction);
    const session = await getSessionFor(core, actor, sessionId, transaction);
    if (session.ownerId !== null || session.endedAt) return session;
    const gift = { agent: actor, reason: 'TAKEN', decidedById: actor.agentId } as const;
    const taken = await giveSession(core, transaction, record, session, gift);
    await comeBack(core, transaction, record, actor.agentId);
    return taken;
  });
}
