import type { AgentDesk } from '#lib/agent/agentDesk.svelte.ts';
import { m } from '#lib/paraglide/messages.js';
import { toastState } from '#lib/ui/toastState.svelte.ts';
import { openSession } from './openSession.svelte.ts';
import { openSessionId } from './openSessionId.ts';

/** Opens the session of one's own in which a visitor waits longest, ready to write; says so where there is none. */
export async function openNextUnanswered(desk: AgentDesk): Promise<void> {
  const id = desk.unanswered.next(openSessionId());
  if (id) return openSession(desk, id, true);
  toastState.show(desk.unanswered.count === 0 ? m.unanswered_none() : m.unanswered_only_this());
}

export const nextUnansweredShortcut = 'W';
