import type { SocketState } from './graphqlSocket.ts';
import type { ProtocolMessage } from './runningOperations.ts';

/** What pages of one visitor say to each other. `leader` is the page that has the connection. */
export type Said =
  | { kind: 'state'; leader: string; state: SocketState }
  | { kind: 'refused'; code: number }
  /** From the server, for one page. */
  | { kind: 'got'; to: string; message: ProtocolMessage }
  /** From one page, for the server. */
  | { kind: 'pass'; from: string; message: ProtocolMessage }
  /** Who leads, and are you there? Answered with `state`. */
  | { kind: 'ask'; isUrgent?: boolean }
  | { kind: 'bye'; from: string };

/** What of the browser is used to choose one page out of several. */
export interface PageRoom {
  /** Holds the lock until `until` resolves; rejects when another page takes it away. */
  lead: (name: string, takesAway: boolean, until: () => Promise<void>) => Promise<void>;
  openChannel: (name: string) => Pick<BroadcastChannel, 'postMessage' | 'close' | 'onmessage'>;
}
