import type { SessionColumnsFragment, SessionList, SessionOrder } from '#lib/gql/generated.ts';

/** What decides where a session stands in a list. */
export type SessionPlace = Pick<SessionColumnsFragment, 'id' | 'waitingSince' | 'activeAt' | 'endedAt'>;

export type CompareSessions = (a: SessionPlace, b: SessionPlace) => number;

/** The order in which the API gives a list; no two sessions have the same place. */
export function compareIn(list: SessionList, order: SessionOrder): CompareSessions {
  if (list === 'TALKED' || list === 'LEFT') return compareByEnd;
  return order === 'ATTENTION' ? compareByAttention : compareByActivity;
}

/** Unanswered longest first, then the newest activity. */
function compareByAttention(a: SessionPlace, b: SessionPlace): number {
  const isWaiting = a.waitingSince !== null;
  if (isWaiting !== (b.waitingSince !== null)) return isWaiting ? -1 : 1;
  return compareTexts(a.waitingSince ?? '', b.waitingSince ?? '') || compareByActivity(a, b);
}

function compareByActivity(a: SessionPlace, b: SessionPlace): number {
  // The id settles it, so that rows of the same moment do not change places.
  return compareTexts(b.activeAt, a.activeAt) || compareTexts(b.id, a.id);
}

function compareByEnd(a: SessionPlace, b: SessionPlace): number {
  return compareTexts(b.endedAt ?? '', a.endedAt ?? '') || compareTexts(b.id, a.id);
}

// Times too: the API writes every one in the same form (ISO 8601, UTC), in which text order is time order.
function compareTexts(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0;
}
