import ArrowDown from '@lucide/svelte/icons/arrow-down';
import ArrowUp from '@lucide/svelte/icons/arrow-up';
import Reply from '@lucide/svelte/icons/reply';
import MessageSquareDot from '@lucide/svelte/icons/message-square-dot';
import type { AgentDesk } from '#lib/agent/agentDesk.svelte.ts';
import { m } from '#lib/paraglide/messages.js';
import { nextUnansweredShortcut, openNextUnanswered } from '#lib/session/nextUnanswered.ts';
import { openSession } from '#lib/session/openSession.svelte.ts';
import { besideIn, unreadIn, type Step } from '#lib/session/sessionMoves.ts';
import { toastState } from '#lib/ui/toastState.svelte.ts';
import type { Command } from './command.ts';

/** How one gets from session to session in the list at hand. */
export function moveCommands(desk: AgentDesk, openId: string | null): Command[] {
  const rows = () => desk.sessions.shown.rows.inOrder;
  const step = (by: Step) => {
    const id = besideIn(rows(), openId, by);
    if (id) return openSession(desk, id);
  };
  const stepToUnread = (by: Step) => {
    const id = unreadIn(rows(), openId, by);
    if (id) return openSession(desk, id);
    toastState.show(m.move_unread_none());
  };
  const command = (
    id: string,
    label: string,
    icon: NonNullable<Command['icon']>,
    shortcut: string,
    run: Command['run'],
  ): Command => ({ id, group: 'move', label, icon, shortcut, run });
  return [
    command('next-unanswered', m.move_next_unanswered(), Reply, nextUnansweredShortcut, () =>
      openNextUnanswered(desk),
    ),
    command('next', m.move_next(), ArrowDown, 'Alt+ArrowDown', () => step(1)),
    command('previous', m.move_previous(), ArrowUp, 'Alt+ArrowUp', () => step(-1)),
    command('next-unread', m.move_next_unread(), MessageSquareDot, 'Alt+Shift+ArrowDown', () =>
      stepToUnread(1),
    ),
    command('previous-unread', m.move_previous_unread(), MessageSquareDot, 'Alt+Shift+ArrowUp', () =>
      stepToUnread(-1),
    ),
  ];
}
