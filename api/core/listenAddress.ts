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

/** Whether only this machine reaches who listens there. */
export function isLoopback(host: string): boolean {
  return host === 'localhost' || host === '::1' || host.startsWith('127.');
}

/** Nobody can listen there; the text says what to set. */
export class AddressUnusableError extends Error {
  override readonly name = 'AddressUnusableError';

  /** @param variables that say where to listen */
  constructor({ host, port }: ListenAddress, variables: string, cause: Error) {
    const code = 'code' in cause ? String(cause.code) : '';
    const reason = reasons[code] ?? cause.message;
    super(`${host}:${port} cannot be listened on: ${reason}. Change ${variables}.`, { cause });
  }
}

const reasons: Record<string, string> = {
  EADDRINUSE: 'another program does already',
  EADDRNOTAVAIL: 'this machine has no such address',
  ENOTFOUND: 'this machine has no such name',
  EACCES: 'the process may not, as for most ports below 1024',
};
