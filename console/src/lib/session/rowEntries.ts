import ExternalLink from '@lucide/svelte/icons/external-link';
import MessageSquare from '@lucide/svelte/icons/message-square';
import PanelTop from '@lucide/svelte/icons/panel-top';
import type { AgentDesk } from '#lib/agent/agentDesk.svelte.ts';
import { m } from '#lib/paraglide/messages.js';
import type { MenuEntry } from '#lib/ui/menuEntry.ts';
import { openSession } from './openSession.svelte.ts';
import { sessionAddress } from './sessionAddress.ts';

/** What can be done with a session in a list, where it is not open. */
export function rowEntries(desk: AgentDesk, sessionId: string): MenuEntry[] {
  return [
    { id: 'open', label: m.row_open(), icon: MessageSquare, run: () => openSession(desk, sessionId) },
    { id: 'open-tab', label: m.row_open_tab(), icon: PanelTop, run: () => desk.tabs.open(sessionId) },
    {
      id: 'open-window',
      label: m.row_open_window(),
      icon: ExternalLink,
      run: () => void window.open(sessionAddress(desk.sessions.view, sessionId), '_blank', 'noopener'),
    },
  ];
}
