import { resolve } from '$app/paths';
import { queryFor as listsQueryFor, type SessionView } from '#lib/session/sessionView.ts';
import { queryFor, type OpenHit, type SearchView } from './searchView.ts';

/** The page of a search and, beside it, of what is open; it keeps what the lists show, for the way back. Resolved already. */
export function searchAddress(
  lists: SessionView,
  search: SearchView,
  open: OpenHit | null,
  panel?: 'visitor',
): string {
  const path = resolve('/(desk)/search/[[id]]', open ? { id: open.sessionId } : {});
  const query = new URLSearchParams(listsQueryFor(lists));
  for (const [name, value] of new URLSearchParams(queryFor(search, open?.seq))) query.append(name, value);
  if (panel) query.set('panel', panel);
  return query.size > 0 ? `${path}?${query}` : path;
}
