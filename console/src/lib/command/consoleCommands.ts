import Command from '@lucide/svelte/icons/command';
import Keyboard from '@lucide/svelte/icons/keyboard';
import { m } from '#lib/paraglide/messages.js';
import type { Command as DeskCommand } from './command.ts';
import { palette, shortcutSheet } from './openings.ts';

export const paletteShortcut = 'Mod+K';

/** What opens the commands themselves. */
export function consoleCommands(): DeskCommand[] {
  return [
    {
      id: 'palette',
      group: 'console',
      label: m.palette(),
      icon: Command,
      shortcut: paletteShortcut,
      run: () => palette.open(),
    },
    {
      id: 'shortcuts',
      group: 'console',
      label: m.shortcuts(),
      icon: Keyboard,
      shortcut: '?',
      otherShortcut: 'Mod+/',
      run: () => shortcutSheet.open(),
    },
  ];
}
