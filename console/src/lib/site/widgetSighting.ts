import type { SightingFragment } from '#lib/gql/generated.ts';

/** What stands of a widget on a page: it works, it was refused and is allowed since, or it is refused. */
export type SightingKind = 'shown' | 'allowedSince' | 'refused';

/** What the latest sighting on pages of an origin means now. */
export function sightingKind({ isAllowed, shownAt, refusedAt }: SightingFragment): SightingKind {
  if (!isAllowed) return 'refused';
  return shownAt && (!refusedAt || shownAt >= refusedAt) ? 'shown' : 'allowedSince';
}

/** Where the widget works, the latest first. */
export function shownSightings(sightings: readonly SightingFragment[]): SightingFragment[] {
  return sightings.filter((one) => sightingKind(one) === 'shown');
}

/** What somebody has to decide about comes first. */
export function refusedFirst(sightings: readonly SightingFragment[]): SightingFragment[] {
  const isRefused = (one: SightingFragment) => Number(sightingKind(one) === 'refused');
  return sightings.toSorted((a, b) => isRefused(b) - isRefused(a));
}

/** What the check says at a glance: where it works counts more than where it does not. */
export function checkResult(sightings: readonly SightingFragment[]): 'shown' | 'refused' | 'unseen' {
  if (shownSightings(sightings).length > 0) return 'shown';
  return sightings.some((one) => sightingKind(one) === 'refused') ? 'refused' : 'unseen';
}
