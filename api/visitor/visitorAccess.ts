import { z } from 'zod';
import type { Prisma, Visitor } from '../../prisma/generated/client/client.ts';
import type { AgentActor } from '../core/actor.ts';
import type { Core } from '../core/core.ts';
import { InvalidInputError, NotAllowedError } from '../core/errors.ts';
import { checkInput, id } from '../core/input.ts';
import type { Transaction } from '../core/transaction.ts';
import { getSessionFor, visibleSessions } from '../session/sessionAccess.ts';
import { canEditVisitor } from '../session/sessionRules.ts';
import { externalIdShape } from './identityRules.ts';

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

/**
 * Which visitors an agent may see: those with a session that they may see; with SEE_ALL_SESSIONS also those whom a program
 * has made and who have none yet.
 */
export function visibleVisitors(actor: AgentActor): Prisma.VisitorWhereInput {
  const withSession = { sessions: { some: visibleSessions(actor) } };
  const isAll = actor.permissions.has('SEE_ALL_SESSIONS');
  const withoutSession = { sessions: { none: {} }, siteId: actor.siteId ?? undefined };
  return isAll ? { OR: [withSession, withoutSession] } : withSession;
}

/** How a program names a visitor: by our id, or by the site's own. */
export const visitorPlaceShape = z.object({
  visitorId: id.nullish(),
  siteId: id.nullish(),
  externalId: externalIdShape.nullish(),
});

/**
 * A visitor whom the agent may see, by our id or by the site's own; undefined when there is none.
 * @throws InvalidInputError when neither is given
 */
export async function findVisitorFor(
  actor: AgentActor,
  place: z.input<typeof visitorPlaceShape>,
  transaction: Transaction,
): Promise<Visitor | undefined> {
  const { visitorId, siteId, externalId } = checkInput(visitorPlaceShape, place);
  if (!visitorId && !(siteId && externalId))
    throw new InvalidInputError([{ field: 'visitorId', rule: 'REQUIRED' }]);
  const which = visitorId ? { id: visitorId } : { siteId: siteId ?? '', externalId };
  const visitor = await transaction.visitor.findFirst({ where: { AND: [which, visibleVisitors(actor)] } });
  return visitor ?? undefined;
}
