import { RecentTexts } from '#lib/ui/recentTexts.svelte.ts';

/** What an agent searched for lately. */
export class RecentSearches extends RecentTexts {
  constructor(storage: Storage, agentId: string) {
    super(storage, `dukou.searches.${agentId}`, 8);
  }
}
