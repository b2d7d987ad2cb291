import { z } from 'zod';
import type { Session } from '../../prisma/generated/client/client.ts';
import type { Actor } from '../core/actor.ts';
import type { Core } from '../core/core.ts';
import { checkInput, id, text } from '../core/input.ts';
import { inTransaction } from '../core/transaction.ts';
import { logEvents } from '../event/logEvents.ts';
import { getSessionFor } from '../session/sessionAccess.ts';
import { sessionChanged } from '../session/sessionEvents.ts';
import { canRate } from './ratingAccess.ts';
import { RatingClosedError } from './ratingErrors.ts';
import { commentLength, highestRating, lowestRating } from './ratingRules.ts';

const shape = z.object({
  sessionId: id,
  rating: z.int().min(lowestRating).max(highestRating),
  comment: text(commentLength).nullish(),
});

/**
 * Keeps what a visitor says about an own session that has ended (满意度评价): a number, and words if they like. Saying it
 * again within a day replaces it; a comment that is left out stays.
 * @returns the session as it is afterwards
 * @throws InvalidInputError, NotFoundError, RatingClosedError
 */
export async function rateSession(core: Core, actor: Actor, input: z.input<typeof shape>): Promise<Session> {
  const { sessionId, rating, comment } = checkInput(shape, input);
  await getSessionFor(core, actor, sessionId);
  return inTransaction(core, async (transaction, record) => {
    // Of two ratings at once the second one sees that there is a first.
    await transaction.$queryRaw`SELECT "id" FROM "Session" WHERE "id" = ${sessionId}::uuid FOR NO KEY UPDATE`;
    const before = await getSessionFor(core, actor, sessionId, transaction);
    if (!(await canRate(core, actor, before, transaction))) throw new RatingClosedError();
    const ratingComment = comment?.trim() ?? before.ratingComment;
    if (before.rating === rating && before.ratingComment === ratingComment) return before;
    const session = await transaction.session.update({
      where: { id: sessionId },
      data: {
        rating,
        ratingComment,
        ratedAt: before.ratedAt ?? core.clock.now(),
        version: { increment: 1 },
      },
    });
    const { siteId, visitorId } = session;
    await logEvents(core, transaction, { type: 'SESSION_RATED', siteId, visitorId, sessionId });
    record(...sessionChanged(before, session));
    return session;
  });
}
