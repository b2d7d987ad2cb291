import { m } from '#lib/paraglide/messages.js';
import type { MenuEntry } from '#lib/ui/menuEntry.ts';

/** What commands are about, in the order in which they are offered. */
export const commandGroups = ['session', 'move', 'tab', 'go', 'status', 'console'] as const;
export type CommandGroup = (typeof commandGroups)[number];

/** Something that an agent can do, wherever on the page they are: by its key, in the palette, and by its button. */
export interface Command extends MenuEntry {
  group: CommandGroup;
  /** What else it may be looked for by. */
  keywords?: string;
}

export const groupNames: Record<CommandGroup, () => string> = {
  session: m.command_group_session,
  move: m.command_group_move,
  tab: m.command_group_tab,
  go: m.command_group_go,
  status: m.command_group_status,
  console: m.command_group_console,
};
