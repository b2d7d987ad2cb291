import type { AgentStatus, ColleagueFragment } from '#lib/gql/generated.ts';

/** A status and since when it holds; of two, the one with the later moment is newer. */
export type Standing = Pick<ColleagueFragment, 'status' | 'statusChangedAt'>;

type Reached = Pick<ColleagueFragment, 'id' | 'displayName' | 'status'>;

/** What an agent can choose; OFFLINE is what one becomes by leaving. */
export const choosableStatuses = ['ONLINE', 'BUSY', 'AWAY'] as const satisfies AgentStatus[];

/** Whether an agent with this status can be given sessions. */
export function isReachable(status: AgentStatus): boolean {
  return status === 'ONLINE' || status === 'BUSY';
}

const ranks: Record<AgentStatus, number> = { ONLINE: 0, BUSY: 1, AWAY: 2, OFFLINE: 3 };

// Chinese names by pinyin, whatever the language of the screen.
const names = new Intl.Collator('zh-CN');

/** Whom one reaches first, then by name. */
export function compareByReach(a: Reached, b: Reached): number {
  const byName = names.compare(a.displayName, b.displayName);
  // The id settles it, so that namesakes do not change places.
  return ranks[a.status] - ranks[b.status] || byName || (a.id < b.id ? -1 : 1);
}

/** Whether the first is newer than the second. */
export function isNewer(a: Standing, b: Standing): boolean {
  // The API writes every time in the same form (ISO 8601, UTC), in which text order is time order.
  return a.statusChangedAt > b.statusChangedAt;
}
