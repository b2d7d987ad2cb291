import type { ContactDetail, Visitor } from '../../prisma/generated/client/client.ts';
import type { AgentActor } from '../core/actor.ts';
import type { Core } from '../core/core.ts';
import { NotFoundError } from '../core/errors.ts';
import type { Transaction } from '../core/transaction.ts';
import { getVisitorToEdit } from '../visitor/visitorAccess.ts';

/**
 * Loads a value that is known about the visitor of a session, in order to change what is known; nobody else changes it
 * until the transaction ends.
 * @throws InvalidInputError, NotFoundError, NotAllowedError
 */
export async function getDetailToEdit(
  core: Core,
  transaction: Transaction,
  actor: AgentActor,
  { sessionId, detailId }: { sessionId: string; detailId: string },
): Promise<{ visitor: Visitor; detail: ContactDetail }> {
  const visitor = await getVisitorToEdit(core, transaction, actor, sessionId);
  const detail = await transaction.contactDetail.findUnique({
    where: { id: detailId, visitorId: visitor.id },
  });
  if (!detail) throw new NotFoundError('contact detail');
  return { visitor, detail };
}
