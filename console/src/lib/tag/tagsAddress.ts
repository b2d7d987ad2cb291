import { resolve } from '$app/paths';
import { queryFor, type SessionView } from '#lib/session/sessionView.ts';

/** The page on which tags are managed; it keeps what the lists show, for the way back. */
export function tagsAddress(view: SessionView): string {
  const path = resolve('/(desk)/tags');
  const query = queryFor(view);
  return query ? `${path}?${query}` : path;
}
