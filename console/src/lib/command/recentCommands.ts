import { RecentTexts } from '#lib/ui/recentTexts.svelte.ts';

/** The ids of the commands that an agent chose last. */
export class RecentCommands extends RecentTexts {
  constructor(storage: Storage, agentId: string) {
    super(storage, `dukou.commands.${agentId}`, 6);
  }
}
