import { page } from '$app/state';

/** The session that is open on the page, beside the lists or beside what was searched for. */
export function openSessionId(): string | null {
  return /^\/\(desk\)\/(sessions|search)\//.test(page.route.id ?? '') ? (page.params.id ?? null) : null;
}
