/** A page's address as one reads it: without scheme and query, its Chinese characters as such. */
export function shortAddress(address: string): string {
  try {
    const url = new URL(address);
    const path = url.pathname === '/' ? '' : url.pathname;
    return url.host + decodeURI(path);
  } catch {
    return address;
  }
}
