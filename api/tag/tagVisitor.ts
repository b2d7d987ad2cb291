import { z } from 'zod';
import type { Visitor } from '../../prisma/generated/client/client.ts';
import { recordAudit } from '../audit/recordAudit.ts';
import { asAgent, type Actor } from '../core/actor.ts';
import type { Core } from '../core/core.ts';
import { NotFoundError } from '../core/errors.ts';
import { checkInput, id } from '../core/input.ts';
import { inTransaction } from '../core/transaction.ts';
import { announceVisitor } from '../visitor/announceVisitor.ts';
import { getVisitorToEdit } from '../visitor/visitorAccess.ts';
import { giveTag } from './giveTag.ts';

const shape = z.object({ sessionId: id, tagId: id, seq: z.int().min(1).nullish() });

/**
 * Gives the visitor of a session a tag; one that they have already stays as it is. Who, when, and on which message is
 * kept (SPEC 3).
 * @throws InvalidInputError, NotFoundError, NotAllowedError
 */
export async function tagVisitor(core: Core, actor: Actor, input: z.input<typeof shape>): Promise<Visitor> {
  const { sessionId, tagId, seq } = checkInput(shape, input);
  const agent = asAgent(actor);
  return inTransaction(core, async (transaction, record) => {
    const visitor = await getVisitorToEdit(core, transaction, agent, sessionId);
    const tag = await transaction.tag.findUnique({ where: { id: tagId, deletedAt: null } });
    if (!tag) throw new NotFoundError('tag');
    const message = seq
      ? await transaction.message.findUnique({ where: { sessionId_seq: { sessionId, seq } } })
      : null;
    const occasion = { visitorId: visitor.id, sessionId, seq: message?.seq ?? null };
    if (!(await giveTag(core, transaction, record, agent, occasion, tag))) return visitor;
    const changes = { tag: { before: null, after: tag.name } };
    await recordAudit(transaction, agent, 'tagVisitor', { type: 'Visitor', id: visitor.id }, changes);
    return announceVisitor(transaction, record, visitor.id, {});
  });
}
