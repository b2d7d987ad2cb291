import type { SessionSocket } from '../session/sessionSocket.ts';
import { ConnectionLostError } from './graphqlAnswer.ts';
import { startAnew } from './lazyPart.svelte.ts';

interface Socket extends SessionSocket {
  nudge: () => void;
}

/** A connection whose code is fetched while one can type already; until then it is as one that is lost. */
export class LateSocket implements Socket {
  readonly operations: SessionSocket['operations'] = {
    execute: (operation, variables) =>
      this.#socket?.operations.execute(operation, variables) ?? Promise.reject(new ConnectionLostError()),
    subscribe: (operation, variables, onResult, onEnd) => {
      if (this.#socket) return this.#socket.operations.subscribe(operation, variables, onResult, onEnd);
      queueMicrotask(() => onEnd(new ConnectionLostError()));
      return () => {};
    },
  };
  #socket: Socket | undefined;
  #isWanted = false;

  constructor(load: () => Promise<Socket>) {
    load().then((socket) => {
      this.#socket = socket;
      if (this.#isWanted) socket.connect();
    }, startAnew);
  }

  connect(): void {
    this.#isWanted = true;
    this.#socket?.connect();
  }

  close(): void {
    this.#isWanted = false;
    this.#socket?.close();
  }

  nudge(): void {
    this.#socket?.nudge();
  }
}
