import type { Session, Site } from '../../prisma/generated/client/client.ts';

/** From bad to very good. */
export const lowestRating = 1;
export const highestRating = 5;
export const commentLength = 500;

const dayMs = 24 * 3_600_000;
/** Whoever comes back a week later does not know any more how it was. */
const ratableMs = 7 * dayMs;
/** What was said first can be said otherwise for so long. */
const changeableMs = dayMs;

/** The facts of a session that decide whether it is rated. */
export type RatedSession = Pick<Session, 'endedAt' | 'visitorSpokeAt' | 'ratedAt'>;

/**
 * Whether a visitor may say how a session was, as far as it tells by itself: it has ended, not too long ago, and the
 * visitor has spoken. That an agent answered is asked separately.
 */
export function isRatable(session: RatedSession, site: Pick<Site, 'asksForRating'>, now: Date): boolean {
  const { endedAt, visitorSpokeAt, ratedAt } = session;
  if (!site.asksForRating || !endedAt || !visitorSpokeAt) return false;
  const isRecent = now.getTime() - endedAt.getTime() < ratableMs;
  return isRecent && (!ratedAt || now.getTime() - ratedAt.getTime() < changeableMs);
}
