import type { IncomingMessage } from 'node:http';
import type { Duplex } from 'node:stream';
import { handleProtocols, makeServer } from 'graphql-ws';
import { WebSocketServer, type WebSocket } from 'ws';
import type { Core } from '../core/core.ts';
import type { Admission } from './admission.ts';
import { connectionOf } from './connection.ts';
import type { SocketExtra } from './followActor.ts';
import type { Yoga } from './graphql.ts';
import type { Presence } from './presence.ts';
import { refusalOfConnection } from './requestLimits.ts';
import { giveUp, sendToReader, tryAgainLater } from './slowReaders.ts';
import { socketOperations } from './socketOperations.ts';

/** A message of the longest text takes up to 48 kB when every character is escaped. */
const maxFrameBytes = 128 * 1024;
/** A side that went without a word (closed lid, lost network) misses one of these: noticed within twice this time. */
const pingIntervalMs = 15_000;
/** Closes that make clients connect again (RFC 6455 and the IANA registry of close codes). */
const serviceRestart = 1012;
/** How long the other side may take to answer a close. */
const closeTimeoutMs = 2_000;

/** GraphQL over WebSocket by the graphql-transport-ws protocol. */
export interface SocketEndpoint {
  upgrade(request: IncomingMessage, socket: Duplex, head: Buffer): void;
  /** How many are open now. */
  count(): number;
  /** Closes all sockets so that clients connect again, elsewhere or later. */
  close(): Promise<void>;
}

export function createSocketEndpoint(
  core: Core,
  yoga: Yoga,
  presence: Presence,
  admission: Admission,
): SocketEndpoint {
  const sockets = new WebSocketServer({
    noServer: true,
    maxPayload: maxFrameBytes,
    // Its types do not know this one yet.
    ...{ closeTimeout: closeTimeoutMs },
    // Whoever speaks another protocol is let in to be told so by the close code; a refused handshake tells nothing.
    handleProtocols: (offered) => handleProtocols(offered) || ([...offered][0] ?? false),
  });
  const protocol = makeServer<Record<string, unknown> | undefined, SocketExtra>(
    socketOperations(core, yoga, presence, admission),
  );
  const alive = new WeakSet<WebSocket>();

  sockets.on('connection', (socket, request) => {
    alive.add(socket);
    const stream = request.socket;
    socket.on('pong', () => alive.add(socket));
    // What breaks a socket is the other side's affair; it closes by itself.
    socket.on('error', (error) => core.log.debug({ error: error.message }, 'a socket broke'));
    const closed = protocol.opened(
      {
        protocol: socket.protocol,
        send(text) {
          if (socket.readyState === socket.OPEN) leaveTogether(stream);
          return sendToReader(socket, text);
        },
        close: (code, reason) => socket.close(code, reason),
        onMessage: (handle) =>
          socket.on('message', (frame: Buffer) => {
            handle(frame.toString()).catch((error: unknown) => {
              core.log.error({ err: error }, 'a socket’s message failed unexpectedly');
              socket.close(tryAgainLater, 'Try again later');
            });
          }),
      },
      { handshake: request, socket },
    );
    socket.once('close', (code, reason) => void closed(code, reason.toString()));
  });

  const pings = setInterval(() => {
    for (const socket of sockets.clients) {
      if (alive.delete(socket)) socket.ping();
      else if (socket.readyState === socket.OPEN) giveUp(socket);
    }
  }, pingIntervalMs).unref();

  /** How many sockets of each address are open. */
  const openCounts = new Map<string, number>();
  function count(address: string, by: 1 | -1): void {
    const openCount = (openCounts.get(address) ?? 0) + by;
    if (openCount > 0) openCounts.set(address, openCount);
    else openCounts.delete(address);
  }

  let isClosing = false;
  async function admit(request: IncomingMessage, socket: Duplex, head: Buffer): Promise<void> {
    const { address } = connectionOf(request, core.environment.trustProxy);
    const refusal = await refusalOfConnection(core, address, openCounts.get(address) ?? 0);
    if (isClosing) socket.destroy();
    else if (refusal) socket.end(refusal);
    else
      sockets.handleUpgrade(request, socket, head, (opened) => {
        count(address, 1);
        opened.once('close', () => count(address, -1));
        sockets.emit('connection', opened, request);
      });
  }

  return {
    upgrade(request, socket, head) {
      void admit(request, socket, head).catch((error: unknown) => {
        core.log.error({ err: error }, 'a handshake failed unexpectedly');
        socket.destroy();
      });
    },
    count: () => sockets.clients.size,
    async close() {
      isClosing = true;
      clearInterval(pings);
      const closing = [...sockets.clients].map(
        (socket) =>
          new Promise((resolve) =>
            socket.readyState === socket.CLOSED ? resolve(0) : socket.once('close', resolve),
          ),
      );
      for (const socket of sockets.clients) socket.close(serviceRestart, 'Service restart');
      await Promise.all(closing);
    },
  };
}

/** What is written in one turn of the event loop leaves in one packet: an answer, and the event of what it did. */
function leaveTogether(socket: Duplex): void {
  if (socket.writableCorked > 0) return;
  socket.cork();
  setImmediate(() => socket.uncork());
}
