import ArrowLeftToLine from '@lucide/svelte/icons/arrow-left-to-line';
import ArrowRightToLine from '@lucide/svelte/icons/arrow-right-to-line';
import PanelTop from '@lucide/svelte/icons/panel-top';
import type { AgentDesk } from '#lib/agent/agentDesk.svelte.ts';
import { m } from '#lib/paraglide/messages.js';
import { openSession } from '#lib/session/openSession.svelte.ts';
import { stepTab } from '#lib/tab/tabActions.ts';
import { tabEntries } from '#lib/tab/tabEntries.ts';
import { screen } from '#lib/ui/screen.svelte.ts';
import type { Command } from './command.ts';

/** As many as there are digits. */
const numberedTabs = 9;

/** How one gets from tab to tab; on a phone there are none. */
export function tabCommands(desk: AgentDesk, openId: string | null): Command[] {
  if (!screen.isTablet.current) return [];
  const { all } = desk.tabs;
  const step = (
    id: string,
    label: string,
    icon: NonNullable<Command['icon']>,
    key: string,
    by: 1 | -1,
  ): Command => ({
    id,
    group: 'tab',
    label,
    icon,
    shortcut: `Alt+${key}`,
    isDisabled: !all.some((tab) => tab.id !== openId),
    run: () => stepTab(desk, by),
  });
  return [
    step('next-tab', m.tab_next(), ArrowRightToLine, 'PageDown', 1),
    step('previous-tab', m.tab_previous(), ArrowLeftToLine, 'PageUp', -1),
    ...tabEntries(desk, openId ?? '').map((entry): Command => ({ ...entry, group: 'tab' })),
    ...Array.from({ length: numberedTabs }, (_, index): Command => {
      const tab = all[index];
      const number = index + 1;
      const name = tab?.row?.visitor.nickname;
      return {
        id: `tab-${number}`,
        group: 'tab',
        label: name ? m.tab_number_named({ number, name }) : m.tab_number({ number }),
        icon: PanelTop,
        shortcut: `Alt+${number}`,
        isDisabled: !tab || tab.id === openId,
        run: () => (tab ? openSession(desk, tab.id) : undefined),
      };
    }),
  ];
}
