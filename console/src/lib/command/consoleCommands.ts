import Keyboard from '@lucide/svelte/icons/keyboard';
import PanelRight from '@lucide/svelte/icons/panel-right';
import Zap from '@lucide/svelte/icons/zap';
import { m } from '#lib/paraglide/messages.js';
import { paneLayout, panelShortcut } from '#lib/session/paneLayout.svelte.ts';
import { screen } from '#lib/ui/screen.svelte.ts';
import type { Command } from './command.ts';
import { palette, paletteShortcut, shortcutSheet } from './openings.ts';

/** What opens the commands themselves, and what is beside the thread. */
export function consoleCommands(): Command[] {
  return [
    {
      id: 'palette',
      group: 'console',
      label: m.palette(),
      icon: Zap,
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
    {
      id: 'panel',
      group: 'console',
      label: paneLayout.isPanelShown ? m.panel_hide() : m.panel_show(),
      icon: PanelRight,
      shortcut: panelShortcut,
      isDisabled: !screen.isDesk.current,
      run: () => void (paneLayout.isPanelShown = !paneLayout.isPanelShown),
    },
  ];
}
