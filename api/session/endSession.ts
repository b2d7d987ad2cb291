import { z } from 'zod';
import type { Session } from '../../prisma/generated/client/client.ts';
import { lockAssignment } from '../assignment/lockAssignment.ts';
import { recordAudit } from '../audit/recordAudit.ts';
import type { Actor } from '../core/actor.ts';
import type { Core } from '../core/core.ts';
import { NotAllowedError } from '../core/errors.ts';
import { checkInput, id } from '../core/input.ts';
import { inTransaction } from '../core/transaction.ts';
import { endSessions } from './endSessions.ts';
import { getSessionFor } from './sessionAccess.ts';
import { SessionEndedError } from './sessionErrors.ts';
import { canEnd } from './sessionRules.ts';

const shape = z.object({ sessionId: id });

/**
 * Ends a session by an agent's hand; from then on neither side can send into it.
 * @throws InvalidInputError, NotFoundError, NotAllowedError, SessionEndedError
 */
export async function endSession(core: Core, actor: Actor, input: z.input<typeof shape>): Promise<Session> {
  const { sessionId } = checkInput(shape, input);
  return inTransaction(core, async (transaction, record) => {
    // Before the session's own lock, which whoever assigns takes second.
    await lockAssignment(transaction);
    const before = await getSessionFor(core, actor, sessionId, transaction);
    if (before.endedAt) throw new SessionEndedError();
    if (!canEnd(actor, before)) throw new NotAllowedError('This is a colleague’s session.');
    const [session] = await endSessions(core, transaction, record, [before], { reason: 'AGENT', actor });
    if (!session) throw new SessionEndedError();
    await recordAudit(transaction, actor, 'endSession', { type: 'Session', id: sessionId });
    return session;
  });
}
