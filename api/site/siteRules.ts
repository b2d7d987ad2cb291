/** The origin (scheme://host[:port]) of an http or https address; undefined for anything else. */
export function originOf(address: string): string | undefined {
  if (!URL.canParse(address)) return undefined;
  const url = new URL(address);
  return url.protocol === 'http:' || url.protocol === 'https:' ? url.origin : undefined;
}

/** Whether pages of an origin may show a site's widget: the listed ones, and the product's own pages. */
export function isOriginAllowed(
  origin: string,
  allowedOrigins: readonly string[],
  ownOrigin: string,
): boolean {
  return origin === ownOrigin || allowedOrigins.includes(origin);
}
