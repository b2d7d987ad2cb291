import { randomUUID } from 'node:crypto';
import type { IncomingMessage } from 'node:http';
import type { TLSSocket } from 'node:tls';

/** What an HTTP request, or the one that opened a WebSocket, tells of its sender. */
export interface Connection {
  requestId: string;
  address: string;
  userAgent: string;
  /** The origin under which the sender reaches the product. */
  ownOrigin: string;
}

/** Whether the sender reaches the product over TLS. */
export function isSecure({ ownOrigin }: Pick<Connection, 'ownOrigin'>): boolean {
  return ownOrigin.startsWith('https:');
}

/** Whether a request names a host that can be one, or none at all: what is made of its address needs one. */
export function hasReadableHost({ headers }: IncomingMessage): boolean {
  return !headers.host || URL.canParse(`http://${headers.host}`);
}

const known = new WeakMap<IncomingMessage, Connection>();

/**
 * What a request tells, looked at once: it has one id, whoever asks.
 * @param trustProxy whether to believe what a proxy in front says of the original request
 */
export function connectionOf(request: IncomingMessage, trustProxy: boolean): Connection {
  const connection = known.get(request) ?? readConnection(request, trustProxy);
  known.set(request, connection);
  return connection;
}

function readConnection(request: IncomingMessage, trustProxy: boolean): Connection {
  const said = (name: string) => {
    const value = trustProxy ? request.headers[name] : undefined;
    // A proxy appends what it saw itself: only the last entry is not the sender's own invention.
    return value?.toString().split(',').at(-1)?.trim() || undefined;
  };
  const isEncrypted = (request.socket as Partial<TLSSocket>).encrypted === true;
  const protocol = said('x-forwarded-proto') ?? (isEncrypted ? 'https' : 'http');
  const host = said('x-forwarded-host') ?? request.headers.host ?? '';
  return {
    requestId: said('x-request-id')?.slice(0, 100) ?? randomUUID(),
    address: (said('x-forwarded-for') ?? request.socket.remoteAddress ?? '').replace(/^::ffff:/, ''),
    userAgent: request.headers['user-agent'] ?? '',
    ownOrigin: URL.canParse(`${protocol}://${host}`) ? new URL(`${protocol}://${host}`).origin : '',
  };
}
