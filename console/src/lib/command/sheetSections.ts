import { commandGroups, groupNames, type Command } from './command.ts';
import { matchOf } from './commandMatch.ts';

/** A key and what it does. */
export type KeyLine = Pick<Command, 'id' | 'label' | 'shortcut' | 'otherShortcut'>;

export interface SheetSection {
  id: string;
  name: string;
  lines: KeyLine[];
}

/** Every key of the commands, in groups; what one key does in two states stands there once. */
export function sheetSections(commands: readonly Command[], search: string): SheetSection[] {
  const seen = new Set<string>();
  const keyed = commands.filter(({ shortcut }) => {
    if (shortcut === undefined || seen.has(shortcut)) return false;
    seen.add(shortcut);
    return true;
  });
  return commandGroups
    .map((group) => ({
      id: group,
      name: groupNames[group](),
      lines: keyed.filter((command) => command.group === group && matchOf(command, search) > 0),
    }))
    .filter(({ lines }) => lines.length > 0);
}
