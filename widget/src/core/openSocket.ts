import { GraphqlSocket, type SocketOptions } from './graphqlSocket.ts';
import { SharedSocket } from './sharedSocket.ts';

/**
 * The visitor's connection: shared by all pages of the browser where it has locks and channels, else this page's own.
 * (Old browsers, and pages on plain http, have no locks; phones' Chrome has no shared workers.)
 */
export function openSocket(name: string, options: SocketOptions): GraphqlSocket | SharedSocket {
  if (!('locks' in navigator) || !('BroadcastChannel' in window)) return new GraphqlSocket(options);
  const socket = new SharedSocket({
    ...options,
    name: `${name}socket:`,
    pageId: Math.random().toString(36).slice(2),
    isSeen: () => !document.hidden,
    room: {
      lead: (lock, steal, until) => navigator.locks.request(lock, { steal }, until),
      openChannel: (channel) => new BroadcastChannel(channel),
    },
  });
  // A page that goes, or is put to sleep, hands over at once; one that comes back joins again.
  addEventListener('pagehide', () => socket.close());
  document.addEventListener('freeze', () => socket.close());
  addEventListener('pageshow', ({ persisted }) => persisted && socket.connect());
  document.addEventListener('resume', () => socket.connect());
  return socket;
}
