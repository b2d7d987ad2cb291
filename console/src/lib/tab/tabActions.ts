import { goto } from '$app/navigation';
import type { AgentDesk } from '#lib/agent/agentDesk.svelte.ts';
import { openSession } from '#lib/session/openSession.svelte.ts';
import { openSessionId } from '#lib/session/openSessionId.ts';
import { sessionAddress } from '#lib/session/sessionAddress.ts';

/** Takes a tab away; where it was the one that is shown, another one is shown then, or the lists alone. */
export async function closeTab(desk: AgentDesk, id: string): Promise<void> {
  const isOpen = openSessionId() === id;
  const beside = desk.tabs.close(id);
  if (!isOpen) return;
  if (beside) return openSession(desk, beside);
  // eslint-disable-next-line svelte/no-navigation-without-resolve -- resolved there
  await goto(sessionAddress(desk.sessions.view, null));
}

/** Shows the tab so many further on, round the ends. */
export async function stepTab(desk: AgentDesk, by: 1 | -1): Promise<void> {
  const id = desk.tabs.beside(openSessionId(), by);
  if (id) await openSession(desk, id);
}
