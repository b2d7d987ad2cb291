import { z } from 'zod';
import type { Session } from '../../prisma/generated/client/client.ts';
import { assignWaiting } from '../assignment/assignWaiting.ts';
import { lockAssignment } from '../assignment/lockAssignment.ts';
import { recordAudit } from '../audit/recordAudit.ts';
import { asAgent, type Actor } from '../core/actor.ts';
import type { Core } from '../core/core.ts';
import { NotAllowedError } from '../core/errors.ts';
import { checkInput, id } from '../core/input.ts';
import { publication } from '../core/pubsub.ts';
import { inTransaction } from '../core/transaction.ts';
import { appendMessage } from '../message/appendMessage.ts';
import { getSessionFor } from './sessionAccess.ts';
import { SessionEndedError } from './sessionErrors.ts';
import { sessionChanged, sessionTopic } from './sessionEvents.ts';
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
    const now = core.clock.now();
    // The notice takes the session's row lock: a message that is under way comes before it or is refused.
    const notice = await appendMessage((text, values) => transaction.$queryRawUnsafe(text, ...values), {
      sessionId,
      clientId: `notice:${crypto.randomUUID()}`,
      author: 'SYSTEM',
      agentId: null,
      authorName: null,
      notice: 'SESSION_ENDED',
      text: '',
      createdAt: now,
    });
    if (!notice) throw new SessionEndedError();
    const session = await transaction.session.update({
      where: { id: sessionId },
      data: {
        endedAt: now,
        endReason: 'AGENT',
        waitingSince: null,
        queuedAt: null,
        // Who ends what nobody has taken answers for it, and keeps seeing it.
        ownerId: before.ownerId ?? asAgent(actor).agentId,
        version: { increment: 1 },
      },
    });
    await recordAudit(transaction, actor, 'endSession', { type: 'Session', id: sessionId });
    record(publication(sessionTopic(sessionId), { type: 'MessageSent', message: notice.message }));
    record(...sessionChanged(before, session));
    await assignWaiting(core, transaction, record);
    return session;
  });
}
