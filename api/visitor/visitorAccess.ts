import type { Visitor } from '../../prisma/generated/client/client.ts';
import type { AgentActor } from '../core/actor.ts';
import type { Core } from '../core/core.ts';
import { NotAllowedError } from '../core/errors.ts';
import type { Transaction } from '../core/transaction.ts';
import { getSessionFor } from '../session/sessionAccess.ts';
import { canEditVisitor } from '../session/sessionRules.ts';

/**
 * Loads the visitor of a session in order to change what is known about them, and lets nobody else do so until the
 * transaction ends.
 * @throws InvalidInputError, NotFoundError, NotAllowedError
 */
export async function getVisitorToEdit(
  core: Core,
  transaction: Transaction,
  actor: AgentActor,
  sessionId: string,
): Promise<Visitor> {
  const session = await getSessionFor(core, actor, sessionId, transaction);
  if (!canEditVisitor(actor, session)) throw new NotAllowedError();
  await lockVisitor(transaction, session.visitorId);
  return transaction.visitor.findUniqueOrThrow({ where: { id: session.visitorId } });
}

/**
 * Lets nobody else change a visitor, or enter as the visitor, until the transaction ends. Whoever takes the assignment's
 * lock as well takes this one first, as entering does.
 */
export async function lockVisitor(transaction: Transaction, visitorId: string): Promise<void> {
  await transaction.$queryRaw`
    SELECT "id" FROM "Visitor" WHERE "id" = ${visitorId}::uuid FOR NO KEY UPDATE`;
}
