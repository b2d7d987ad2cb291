import { goto } from '$app/navigation';
import { page } from '$app/state';
import type { AgentDesk } from '#lib/agent/agentDesk.svelte.ts';
import { openSessionId } from '#lib/session/openSessionId.ts';
import { FieldHandle } from '#lib/ui/fieldHandle.ts';
import { screen } from '#lib/ui/screen.svelte.ts';
import { searchAddress } from './searchAddress.ts';
import { firstSearch, searchIn } from './searchView.ts';

/** The field of the search's own page. */
export const searchField = new FieldHandle();

type SearchDesk = { sessions: Pick<AgentDesk['sessions'], 'view'> };

export function isSearchOpen(): boolean {
  return page.route.id?.startsWith('/(desk)/search') ?? false;
}

/** The page that searches everything; what is open stays open beside the results, where there is room for both. */
export function openSearchAddress({ sessions }: SearchDesk, query = ''): string {
  const id = openSessionId();
  const open = id !== null && screen.isTablet.current ? { sessionId: id, seq: null } : null;
  return searchAddress({ ...sessions.view, search: '' }, { ...firstSearch, query }, open);
}

/** Leads to the search's page, or on it to its field. */
export async function openSearch(desk: SearchDesk, query = ''): Promise<void> {
  if (!isSearchOpen() || query) {
    // eslint-disable-next-line svelte/no-navigation-without-resolve -- resolved there
    await goto(openSearchAddress(desk, query));
  } else if (!searchField.isSeen) {
    // On a phone the thread stands over the results.
    const results = searchAddress(desk.sessions.view, searchIn(page.url.searchParams), null);
    // eslint-disable-next-line svelte/no-navigation-without-resolve -- resolved there
    await goto(results, { reset: false });
  }
  searchField.focus();
}
