import ArrowLeft from '@lucide/svelte/icons/arrow-left';
import ArrowRight from '@lucide/svelte/icons/arrow-right';
import CheckCheck from '@lucide/svelte/icons/check-check';
import ListX from '@lucide/svelte/icons/list-x';
import X from '@lucide/svelte/icons/x';
import type { AgentDesk } from '#lib/agent/agentDesk.svelte.ts';
import { m } from '#lib/paraglide/messages.js';
import type { MenuEntry } from '#lib/ui/menuEntry.ts';
import { openSession } from '#lib/session/openSession.svelte.ts';
import { closeTab } from './tabActions.ts';

export const closeTabShortcut = 'Alt+Shift+X';

/** What can be done with a tab: by its right-click, and with the one that is shown by keys and the palette. */
export function tabEntries(desk: AgentDesk, id: string): MenuEntry[] {
  const { tabs } = desk;
  const place = tabs.all.findIndex((tab) => tab.id === id);
  const last = tabs.all.length - 1;
  return [
    {
      id: 'move-tab-back',
      label: m.tab_move_back(),
      icon: ArrowLeft,
      shortcut: 'Alt+Shift+PageUp',
      isDisabled: place < 1,
      run: () => tabs.move(id, -1),
    },
    {
      id: 'move-tab-on',
      label: m.tab_move_on(),
      icon: ArrowRight,
      shortcut: 'Alt+Shift+PageDown',
      isDisabled: place === -1 || place === last,
      run: () => tabs.move(id, 1),
    },
    {
      id: 'close-tab',
      label: m.tab_close(),
      icon: X,
      shortcut: closeTabShortcut,
      isDisabled: !tabs.has(id),
      run: () => closeTab(desk, id),
    },
    {
      id: 'close-other-tabs',
      label: m.tab_close_others(),
      icon: ListX,
      isDisabled: !tabs.all.some((tab) => tab.id !== id),
      run: async () => {
        await openSession(desk, id);
        tabs.closeOthers(id);
      },
    },
    {
      id: 'close-ended-tabs',
      label: m.tab_close_ended(),
      icon: CheckCheck,
      isDisabled: !tabs.all.some((tab) => tab.row?.endedAt && tab.id !== id),
      run: () => tabs.closeEnded(),
    },
  ];
}
