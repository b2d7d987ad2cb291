import { z } from 'zod';
import type { Visitor } from '../../prisma/generated/client/client.ts';
import { removeAttachments } from '../attachment/removeAttachments.ts';
import { recordAudit } from '../audit/recordAudit.ts';
import { asAgent, hasPermission, type Actor } from '../core/actor.ts';
import type { Core } from '../core/core.ts';
import { NotAllowedError } from '../core/errors.ts';
import { checkInput, id } from '../core/input.ts';
import { inTransaction } from '../core/transaction.ts';
import { getSessionFor } from '../session/sessionAccess.ts';
import { anonymizeVisitor } from './anonymizeVisitor.ts';
import { lockVisitor } from './visitorAccess.ts';
import { LiveVisitorError } from './visitorErrors.ts';

const shape = z.object({ sessionId: id });

/**
 * Erases all that is personal about the visitor of a session, for good: what they and agents wrote, contact data, note,
 * addresses, pages, devices, and the images and files that nothing else has. That there were sessions, when, with whom, and which tags, stays for the reports.
 * @throws InvalidInputError, NotFoundError, NotAllowedError, LiveVisitorError
 */
export async function eraseVisitor(core: Core, actor: Actor, input: z.input<typeof shape>): Promise<Visitor> {
  const { sessionId } = checkInput(shape, input);
  const agent = asAgent(actor);
  if (!hasPermission(agent, 'MANAGE_VISITOR_DATA')) throw new NotAllowedError();
  const erased = await inTransaction(core, async (transaction, record) => {
    const { visitorId } = await getSessionFor(core, agent, sessionId, transaction);
    // Entering takes this lock too: no session begins meanwhile.
    await lockVisitor(transaction, visitorId);
    const live = await transaction.session.findFirst({
      where: { visitorId, endedAt: null },
      select: { id: true },
    });
    if (live) throw new LiveVisitorError();
    await recordAudit(transaction, agent, 'eraseVisitor', { type: 'Visitor', id: visitorId });
    return anonymizeVisitor(core, transaction, record, visitorId);
  });
  await removeAttachments(core, erased.attachmentIds);
  return erased.visitor;
}
