import type { Session } from '../../prisma/generated/client/client.ts';
import type { Actor } from '../core/actor.ts';
import type { Core } from '../core/core.ts';
import type { Transaction } from '../core/transaction.ts';
import { isRatable } from './ratingRules.ts';

/** Whether an actor may say how a session was: its visitor, when an agent has answered in it. */
export async function canRate(
  core: Core,
  actor: Actor,
  session: Session,
  transaction: Transaction = core.database.prisma,
): Promise<boolean> {
  if (actor.kind !== 'visitor' || actor.visitorId !== session.visitorId || !session.endedAt) return false;
  const site = await transaction.site.findUniqueOrThrow({
    where: { id: session.siteId },
    select: { asksForRating: true },
  });
  if (!isRatable(session, site, core.clock.now())) return false;
  const answer = await transaction.message.findFirst({
    where: { sessionId: session.id, author: 'AGENT', isInternal: false },
    select: { seq: true },
  });
  return answer !== null;
}
