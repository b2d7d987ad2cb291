import { goto } from '$app/navigation';
import { page } from '$app/state';
import type { AgentDesk } from '#lib/agent/agentDesk.svelte.ts';
import { FieldHandle } from '#lib/ui/fieldHandle.ts';
import { sessionAddress } from './sessionAddress.ts';

/** The field above the list, which searches in it. */
export const listSearch = new FieldHandle();

/** Leads the keys to the field above the list, and to the lists where they are not shown. */
export async function focusListSearch(desk: {
  sessions: Pick<AgentDesk['sessions'], 'view'>;
}): Promise<void> {
  // eslint-disable-next-line svelte/no-navigation-without-resolve -- resolved there
  if (page.data.wholePage) await goto(sessionAddress(desk.sessions.view, null));
  listSearch.focus();
}
