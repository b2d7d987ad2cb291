import { z } from 'zod';
import type { Core } from '../core/core.ts';
import { recordAudit } from '../audit/recordAudit.ts';
import { asAgent, hasPermission, type Actor } from '../core/actor.ts';
import { NotAllowedError } from '../core/errors.ts';
import { checkInput, id } from '../core/input.ts';
import { inTransaction } from '../core/transaction.ts';
import { getSessionFor } from '../session/sessionAccess.ts';

const shape = z.object({ sessionId: id });

/** All that is kept about one visitor, to be given to them. */
export interface VisitorExport {
  visitorId: string;
  fileName: string;
  /** JSON, indented. */
  content: string;
}

/**
 * Gathers all that is kept about the visitor of a session, in all sessions, and writes down that it was exported.
 * Secrets are not in it.
 * @throws InvalidInputError, NotFoundError, NotAllowedError
 */
export async function exportVisitor(
  core: Core,
  actor: Actor,
  input: z.input<typeof shape>,
): Promise<VisitorExport> {
  const { sessionId } = checkInput(shape, input);
  const agent = asAgent(actor);
  if (!hasPermission(agent, 'MANAGE_VISITOR_DATA')) throw new NotAllowedError();
  return inTransaction(core, async (transaction) => {
    const { visitorId } = await getSessionFor(core, agent, sessionId, transaction);
    const name = { select: { name: true } };
    const displayName = { select: { displayName: true } };
    const visitor = await transaction.visitor.findUniqueOrThrow({
      where: { id: visitorId },
      include: {
        site: name,
        devices: { omit: { secretHash: true }, orderBy: { createdAt: 'asc' } },
        contactDetails: { orderBy: [{ foundAt: 'asc' }, { id: 'asc' }] },
        taggings: { include: { tag: name, agent: displayName }, orderBy: { taggedAt: 'asc' } },
        blocks: { orderBy: { createdAt: 'asc' } },
        sessions: {
          include: {
            owner: displayName,
            department: name,
            pageVisits: { orderBy: [{ enteredAt: 'asc' }, { id: 'asc' }] },
            messages: {
              omit: { maskedText: true, clientId: true, attachmentId: true },
              include: { attachment: { omit: { agentId: true, visitorId: true, discardedAt: true } } },
              orderBy: { seq: 'asc' },
            },
          },
          omit: { lastMessageMaskedText: true },
          orderBy: { startedAt: 'asc' },
        },
      },
    });
    await recordAudit(transaction, agent, 'exportVisitor', { type: 'Visitor', id: visitorId });
    const exported = { exportedAt: core.clock.now(), visitor };
    const fileName = `visitor-${visitor.number}.json`;
    return { visitorId, fileName, content: JSON.stringify(exported, null, 2) };
  });
}
