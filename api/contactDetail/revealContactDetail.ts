import type { z } from 'zod';
import type { ContactDetail } from '../../prisma/generated/client/client.ts';
import { recordAudit } from '../audit/recordAudit.ts';
import { hasPermission, asAgent, type Actor } from '../core/actor.ts';
import type { Core } from '../core/core.ts';
import { NotAllowedError, NotFoundError } from '../core/errors.ts';
import { checkInput } from '../core/input.ts';
import { inTransaction } from '../core/transaction.ts';
import { getSessionFor } from '../session/sessionAccess.ts';
import { decisionShape } from './decideContactDetail.ts';

/**
 * Shows a masked value to an agent, and writes down that it did (SPEC 3).
 * @throws InvalidInputError, NotFoundError, NotAllowedError
 */
export async function revealContactDetail(
  core: Core,
  actor: Actor,
  input: z.input<typeof decisionShape>,
): Promise<ContactDetail> {
  const { sessionId, detailId } = checkInput(decisionShape, input);
  const agent = asAgent(actor);
  if (!hasPermission(agent, 'REVEAL_CONTACT_DATA')) throw new NotAllowedError();
  return inTransaction(core, async (transaction) => {
    const { visitorId } = await getSessionFor(core, agent, sessionId, transaction);
    const detail = await transaction.contactDetail.findUnique({ where: { id: detailId, visitorId } });
    if (!detail) throw new NotFoundError('contact detail');
    const target = { type: 'Visitor', id: visitorId } as const;
    const changes = { [detail.kind]: { before: null, after: detail.id } };
    await recordAudit(transaction, agent, 'revealContactDetail', target, changes);
    return detail;
  });
}
