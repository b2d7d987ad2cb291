import type { GraphqlSocket, SocketState } from '../core/graphqlSocket.ts';

/** What a session needs of its connection. */
export interface SessionSocket extends Pick<GraphqlSocket, 'connect' | 'close'> {
  operations: Pick<GraphqlSocket['operations'], 'execute' | 'subscribe'>;
}

/** What a session has to say to its connection, and hears of it. */
export interface SocketHandlers {
  connectionParams: () => Record<string, string>;
  onState: (state: SocketState) => void;
  onRefused: () => void;
}
