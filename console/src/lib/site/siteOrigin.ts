/** As many as the API takes. */
export const maxOrigins = 50;

/**
 * The origin of what somebody typed as the address of a page: with or without https:// before it, and whatever behind it.
 * Null when it is none.
 */
export function originIn(text: string): string | null {
  const typed = text.trim();
  const address = /^[a-z][a-z0-9+.-]*:\/\//i.test(typed) ? typed : `https://${typed}`;
  if (typed === '' || !URL.canParse(address)) return null;
  const { origin } = new URL(address);
  return /^https?:\/\/[a-z0-9_.:[\]-]+$/.test(origin) ? origin : null;
}

/** The address without what goes without saying. */
export function shortOrigin(origin: string): string {
  return origin.replace(/^https:\/\//, '');
}
