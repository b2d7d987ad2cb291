import { pauseBefore } from './pauses.ts';
import { RunningOperations, type ProtocolMessage } from './runningOperations.ts';

// The client's part of graphql-transport-ws, for one connection that is kept for as long as the page lives.
// (https://github.com/enisdenjo/graphql-ws/blob/master/PROTOCOL.md)
const subprotocol = 'graphql-transport-ws';
const connectPatienceMs = 10_000;
const pingIntervalMs = 25_000;
const pongPatienceMs = 8_000;
/** Silence that no unanswered ping explains: the device slept, and the connection did not survive that. */
const sleptAfterMs = 120_000;
/** A connection that held this long was a good one: the next pause starts small again. */
const provenAfterMs = 10_000;

export type SocketState = 'connecting' | 'open' | 'waiting' | 'closed';

export interface SocketOptions {
  url: string;
  /** Asked at each connection. */
  connectionParams: () => Record<string, string>;
  onState: (state: SocketState) => void;
  /** The server will not have this client as it is (close code 4400 to 4499); no further attempt is made. */
  onRefused: (code: number) => void;
  /** Gets what is not for this page's own operations: their ids say so by a colon (`sharedSocket.ts`). */
  onForeign?: (message: ProtocolMessage) => void;
  openSocket?: (url: string, subprotocol: string) => WebSocket;
}

/** One WebSocket that connects again by itself, with growing pauses, until `close`. */
export class GraphqlSocket {
  readonly operations = new RunningOperations((message) => this.#state === 'open' && this.#send(message));
  #options: SocketOptions;
  #socket: WebSocket | undefined;
  #state: SocketState = 'closed';
  #attempt = 0;
  #openedAt = 0;
  #heardAt = 0;
  #timer: ReturnType<typeof setTimeout> | undefined;

  constructor(options: SocketOptions) {
    this.#options = options;
  }

  /** Connects, unless that is done or under way. */
  connect(): void {
    if (this.#state === 'open' || this.#state === 'connecting') return;
    this.#setTimer(() => this.#drop(), connectPatienceMs);
    const open = this.#options.openSocket ?? ((url, name) => new WebSocket(url, name));
    const socket = (this.#socket = open(this.#options.url, subprotocol));
    socket.onopen = () => {
      this.#send({ type: 'connection_init', payload: this.#options.connectionParams() });
    };
    socket.onmessage = (event: MessageEvent<string>) => {
      this.#receive(JSON.parse(event.data) as ProtocolMessage);
    };
    socket.onclose = (event) => this.#drop(event.code);
    this.#enter('connecting');
  }

  /** The network is said to be back, or the page is looked at again: connects now, or makes sure of the connection. */
  nudge(): void {
    if (this.#state === 'waiting') this.connect();
    else if (this.#state === 'open') this.#ping();
  }

  /** Closes for good (until `connect`). */
  close(): void {
    this.#letGo();
    this.#enter('closed');
  }

  #receive(message: ProtocolMessage): void {
    if (message.type === 'connection_ack') {
      this.#openedAt = Date.now();
      this.#expectSilence();
      this.#enter('open');
      return;
    }
    if (this.#state === 'open') this.#expectSilence();
    if (message.type === 'ping') this.#send({ type: 'pong' });
    else if (message.id?.includes(':')) this.#options.onForeign?.(message);
    else this.operations.receive(message);
  }

  /** Sends what another page says. @returns whether there is a connection */
  pass(message: ProtocolMessage): boolean {
    return this.#state === 'open' && this.#send(message);
  }

  /** Whatever comes proves the connection; after a while of nothing it has to prove itself. */
  #expectSilence(): void {
    this.#heardAt = Date.now();
    this.#setTimer(() => this.#ping(), pingIntervalMs);
  }

  #ping(): void {
    if (Date.now() - this.#heardAt > sleptAfterMs) return this.#drop();
    this.#send({ type: 'ping' });
    this.#setTimer(() => this.#drop(), pongPatienceMs);
  }

  /** The connection is gone, or as good as: closing a socket on a dead network would take minutes to be noticed. */
  #drop(code = 0): void {
    const wasProven = this.#openedAt > 0 && Date.now() - this.#openedAt > provenAfterMs;
    this.#letGo();
    if (code >= 4400 && code < 4500) {
      this.#enter('closed');
      this.#options.onRefused(code);
      return;
    }
    if (wasProven) this.#attempt = 0;
    this.#setTimer(() => this.connect(), pauseBefore(this.#attempt++));
    this.#enter('waiting');
  }

  #letGo(): void {
    const socket = this.#socket;
    this.#socket = undefined;
    this.#openedAt = 0;
    this.#state = 'closed';
    clearTimeout(this.#timer);
    if (socket) {
      socket.onopen = socket.onmessage = socket.onclose = null;
      socket.close();
    }
    this.operations.lose();
  }

  #enter(state: SocketState): void {
    this.#state = state;
    this.#options.onState(state);
  }

  #send(message: ProtocolMessage): boolean {
    this.#socket?.send(JSON.stringify(message));
    return true;
  }

  #setTimer(action: () => void, delay: number): void {
    clearTimeout(this.#timer);
    this.#timer = setTimeout(action, delay);
  }
}
