import { z } from 'zod';
import type { Visitor } from '../../prisma/generated/client/client.ts';
import { recordAudit } from '../audit/recordAudit.ts';
import { asAgent, type Actor } from '../core/actor.ts';
import type { Core } from '../core/core.ts';
import { checkInput, id } from '../core/input.ts';
import { inTransaction } from '../core/transaction.ts';
import { announceVisitor } from '../visitor/announceVisitor.ts';
import { getVisitorToEdit } from '../visitor/visitorAccess.ts';
import { takeTag } from './takeTag.ts';

const shape = z.object({ sessionId: id, tagId: id });

/**
 * Takes a tag from the visitor of a session; that they had it is kept.
 * @throws InvalidInputError, NotFoundError, NotAllowedError
 */
export async function untagVisitor(core: Core, actor: Actor, input: z.input<typeof shape>): Promise<Visitor> {
  const { sessionId, tagId } = checkInput(shape, input);
  const agent = asAgent(actor);
  return inTransaction(core, async (transaction, record) => {
    const visitor = await getVisitorToEdit(core, transaction, agent, sessionId);
    const tagging = await transaction.tagging.findFirst({
      where: { visitorId: visitor.id, tagId, removedAt: null },
      include: { tag: true },
    });
    if (!tagging) return visitor;
    await takeTag(core, transaction, record, agent, sessionId, tagging);
    const changes = { tag: { before: tagging.tag.name, after: null } };
    await recordAudit(transaction, agent, 'untagVisitor', { type: 'Visitor', id: visitor.id }, changes);
    return announceVisitor(transaction, record, visitor.id, {});
  });
}
