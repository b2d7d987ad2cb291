import type { SessionRowFragment } from '#lib/gql/generated.ts';

/** What attention goes to first: unanswered longest first, then the newest activity. The order of the API's list. */
export function compareByAttention(a: SessionRowFragment, b: SessionRowFragment): number {
  const isWaiting = a.waitingSince !== null;
  if (isWaiting !== (b.waitingSince !== null)) return isWaiting ? -1 : 1;
  if (isWaiting && a.waitingSince !== b.waitingSince) {
    return compareTexts(a.waitingSince ?? '', b.waitingSince ?? '');
  }
  // The id settles it, so that rows of the same moment do not change places.
  return compareTexts(b.activeAt, a.activeAt) || compareTexts(b.id, a.id);
}

// Times too: the API writes every one in the same form (ISO 8601, UTC), in which text order is time order.
function compareTexts(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0;
}
