import type { SeenPageFragment } from '#lib/gql/generated.ts';

/** A page that a visitor saw, and for how long; null where that is not known. */
export interface PageStay extends SeenPageFragment {
  stayMs: number | null;
  /** The visitor is there now. */
  isHere: boolean;
}

interface Visit {
  isVisitorHere: boolean;
  isLive: boolean;
  endedAt: string | null;
}

/** The pages that a visitor saw, the latest first: each lasted until the next one, the last until now or the end. */
export function pageStays(
  pages: readonly SeenPageFragment[],
  { isVisitorHere, isLive, endedAt }: Visit,
  now: number,
): PageStay[] {
  return pages
    .map((page, index) => {
      const next = pages[index + 1]?.enteredAt;
      const isHere = next === undefined && isLive && isVisitorHere;
      const until = next ?? endedAt;
      const leftAt = isHere ? now : until === null ? null : Date.parse(until);
      const stayMs = leftAt === null ? null : Math.max(0, leftAt - Date.parse(page.enteredAt));
      return { ...page, stayMs, isHere };
    })
    .reverse();
}
