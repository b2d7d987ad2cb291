/** Where to listen. */
export interface ListenAddress {
  host: string;
  port: number;
}

/** @param text `host:port`, an IPv6 host in brackets */
export function addressOf(text: string): ListenAddress {
  const colon = text.lastIndexOf(':');
  return { host: text.slice(0, colon).replace(/^\[(.*)\]$/, '$1'), port: Number(text.slice(colon + 1)) };
}
