import CircleCheck from '@lucide/svelte/icons/circle-check';
import CircleMinus from '@lucide/svelte/icons/circle-minus';
import Coffee from '@lucide/svelte/icons/coffee';
import LogOut from '@lucide/svelte/icons/log-out';
import MonitorX from '@lucide/svelte/icons/monitor-x';
import { chooseStatus, signOut, signOutEverywhere } from '#lib/agent/agentActions.ts';
import type { AgentDesk } from '#lib/agent/agentDesk.svelte.ts';
import { choosableStatuses } from '#lib/agent/agentStatus.ts';
import { statusText } from '#lib/agent/statusText.ts';
import { m } from '#lib/paraglide/messages.js';
import type { Command } from './command.ts';

const looks = {
  ONLINE: { icon: CircleCheck, letter: 'O' },
  BUSY: { icon: CircleMinus, letter: 'B' },
  AWAY: { icon: Coffee, letter: 'A' },
};

/** How one says whether one is there; who goes away is asked to whom the sessions go. */
export function statusCommands(desk: AgentDesk): Command[] {
  return choosableStatuses.map((status): Command => {
    const { icon, letter } = looks[status];
    return {
      id: `status-${status}`,
      group: 'status',
      label: m.command_status({ status: statusText(status) }),
      icon,
      shortcut: `Alt+Shift+${letter}`,
      keywords: status === 'AWAY' ? m.hand_over_title() : '',
      run: () => chooseStatus(desk, status),
    };
  });
}

/** How one leaves, which also stands in the agent's own menu. */
export function leaveCommands(desk: AgentDesk): Command[] {
  return [
    {
      id: 'sign-out',
      group: 'status',
      label: m.sign_out(),
      icon: LogOut,
      keywords: m.hand_over_title(),
      run: () => signOut(desk),
    },
    {
      id: 'sign-out-everywhere',
      group: 'status',
      label: m.sign_out_everywhere(),
      icon: MonitorX,
      isDangerous: true,
      run: () => signOutEverywhere(desk),
    },
  ];
}
