import { resolve } from '$app/paths';
import { queryFor, type SessionView } from '#lib/session/sessionView.ts';

const publicWord = 'public';

/** The page on which quick replies are managed; it keeps what the lists show, for the way back. */
export function repliesAddress(view: SessionView, isPublic = false): string {
  const query = new URLSearchParams(queryFor(view));
  if (isPublic) query.set('replies', publicWord);
  const path = resolve('/(desk)/quick-replies');
  return query.size > 0 ? `${path}?${query}` : path;
}

/** Whether an address asks for everybody's replies, rather than for one's own. */
export function isPublicIn(query: Pick<URLSearchParams, 'get'>): boolean {
  return query.get('replies') === publicWord;
}
