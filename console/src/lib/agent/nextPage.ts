/** The query by which the sign-in page knows where to go afterwards. */
export function nextPageQuery(path: string): string {
  return new URLSearchParams({ next: path }).toString();
}

/** Where to go after signing in: only ever to a page of the console, whatever stands in the address; null for its start. */
export function nextPage(url: { searchParams: Pick<URLSearchParams, 'get'> }): string | null {
  const next = url.searchParams.get('next') ?? '';
  return /^\/(?![/\\])/.test(next) ? next : null;
}
