import { resolve } from '$app/paths';
import { queryFor, type SessionView } from './sessionView.ts';

/** The page that shows a view of the lists and, beside it, a session; resolved already. */
export function sessionAddress(view: SessionView, sessionId: string | null, panel?: 'visitor'): string {
  const path = sessionId === null ? resolve('/(desk)') : resolve('/(desk)/sessions/[id]', { id: sessionId });
  const query = new URLSearchParams(queryFor(view));
  if (panel) query.set('panel', panel);
  return query.size > 0 ? `${path}?${query}` : path;
}
