import { z } from 'zod';
import type { Session } from '../../prisma/generated/client/client.ts';
import { lockAssignment } from '../assignment/lockAssignment.ts';
import { recordAudit } from '../audit/recordAudit.ts';
import type { Actor } from '../core/actor.ts';
import type { Core } from '../core/core.ts';
import { NotAllowedError } from '../core/errors.ts';
import { checkInput, id } from '../core/input.ts';
import { inTransaction } from '../core/transaction.ts';
import { assertOutcomeFits } from '../outcome/outcomeAccess.ts';
import { getSettingsWithin } from '../setting/settings.ts';
import { endSessions } from './endSessions.ts';
import { getSessionFor } from './sessionAccess.ts';
import { SessionEndedError } from './sessionErrors.ts';
import { canEnd } from './sessionRules.ts';

const shape = z.object({ sessionId: id, outcomeId: id.nullish() });

/**
 * Ends a session by an agent's hand; from then on neither side can send into it.
 * @param input.outcomeId how it came out; must be said where that is a setting
 * @throws InvalidInputError, NotFoundError, NotAllowedError, SessionEndedError
 */
export async function endSession(core: Core, actor: Actor, input: z.input<typeof shape>): Promise<Session> {
  const { sessionId, outcomeId } = checkInput(shape, input);
  return inTransaction(core, async (transaction, record) => {
    // Before the session's own lock, which whoever assigns takes second.
    await lockAssignment(transaction);
    const before = await getSessionFor(core, actor, sessionId, transaction);
    if (before.endedAt) throw new SessionEndedError();
    if (!canEnd(actor, before)) throw new NotAllowedError('This is a colleague’s session.');
    const settings = await getSettingsWithin(core, transaction);
    await assertOutcomeFits(transaction, settings, outcomeId);
    const ending = { reason: 'AGENT', actor, outcomeId: outcomeId ?? null } as const;
    const [session] = await endSessions(core, transaction, record, [before], ending);
    if (!session) throw new SessionEndedError();
    await recordAudit(transaction, actor, 'endSession', { type: 'Session', id: sessionId });
    return session;
  });
}
