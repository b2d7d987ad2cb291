import type { IncomingMessage } from 'node:http';
import type { Duplex } from 'node:stream';
import { GraphQLError } from 'graphql';
import { handleProtocols, makeServer, type ServerOptions } from 'graphql-ws';
import { WebSocketServer, type WebSocket } from 'ws';
import type { Context } from '../../schema/context.ts';
import { noteTokenUse } from '../apiToken/noteTokenUse.ts';
import { anonymous, isInPerson } from '../core/actor.ts';
import type { Core } from '../core/core.ts';
import { TooManyAttemptsError } from '../core/errors.ts';
import { actorBehind, asRoleHeader, saidIn } from './credentials.ts';
import type { Presence } from './presence.ts';
import { connectionOf } from './connection.ts';
import { followActor, tryAgainLater, type SocketExtra } from './followActor.ts';
import { toGraphqlError, type Yoga } from './graphql.ts';
import { operationText } from './persistedOperations.ts';
import { refusalOfConnection, spending, type RequestContext } from './requestLimits.ts';

/** A message of the longest text takes up to 48 kB when every character is escaped. */
const maxFrameBytes = 128 * 1024;
/** A side that went without a word (closed lid, lost network) misses one of these: noticed within twice this time. */
const pingIntervalMs = 15_000;
/** Closes that make clients connect again (RFC 6455 and the IANA registry of close codes). */
const serviceRestart = 1012;

/** GraphQL over WebSocket by the graphql-transport-ws protocol. */
export interface SocketEndpoint {
  upgrade(request: IncomingMessage, socket: Duplex, head: Buffer): void;
  /** How many are open now. */
  count(): number;
  /** Closes all sockets so that clients connect again, elsewhere or later. */
  close(): Promise<void>;
}

export function createSocketEndpoint(core: Core, yoga: Yoga, presence: Presence): SocketEndpoint {
  const sockets = new WebSocketServer({
    noServer: true,
    maxPayload: maxFrameBytes,
    // Whoever speaks another protocol is let in to be told so by the close code; a refused handshake tells nothing.
    handleProtocols: (offered) => handleProtocols(offered) || ([...offered][0] ?? false),
  });
  const protocol = makeServer<Record<string, unknown> | undefined, SocketExtra>(
    operations(core, yoga, presence),
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
        // Waits until the data has left, so that a slow reader slows only its own streams.
        send: (text) =>
          new Promise((resolve) => {
            if (socket.readyState !== socket.OPEN) return resolve();
            leaveTogether(stream);
            socket.send(text, () => resolve());
          }),
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
      if (!alive.delete(socket)) socket.terminate();
      else socket.ping();
    }
  }, pingIntervalMs).unref();

  let isClosing = false;
  async function admit(request: IncomingMessage, socket: Duplex, head: Buffer): Promise<void> {
    const { address } = connectionOf(request, core.environment.trustProxy);
    const refusal = await refusalOfConnection(core, address);
    if (isClosing) socket.destroy();
    else if (refusal) socket.end(refusal);
    else
      sockets.handleUpgrade(request, socket, head, (opened) => sockets.emit('connection', opened, request));
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
      const patience = setTimeout(() => sockets.clients.forEach((socket) => socket.terminate()), 2000);
      await Promise.all(closing);
      clearTimeout(patience);
    },
  };
}

function operations(
  core: Core,
  yoga: Yoga,
  presence: Presence,
): ServerOptions<Record<string, unknown> | undefined, SocketExtra> {
  return {
    async onConnect({ connectionParams, extra }) {
      const { handshake } = extra;
      if (!handshake) return false;
      // Thousands of connections are idle, and each would keep what it began with.
      extra.handshake = undefined;
      const connection = connectionOf(handshake, core.environment.trustProxy);
      const authorization = connectionParams?.authorization;
      // Browsers send the cookie from any page: it counts only on our own (cross-site WebSocket hijacking).
      const { origin } = handshake.headers;
      const isOwnPage = origin === undefined || origin === connection.ownOrigin;
      const actor = await actorBehind(core, {
        authorization: typeof authorization === 'string' ? authorization : handshake.headers.authorization,
        cookie: isOwnPage ? handshake.headers.cookie : undefined,
        asRole: saidIn(connectionParams?.[asRoleHeader]) ?? saidIn(handshake.headers[asRoleHeader]),
      });
      const log = core.log.child({ requestId: connection.requestId });
      extra.context = { ...connection, core: { ...core, log }, signInCookie: undefined };
      extra.actor = Promise.resolve(actor);
      if (actor.kind === 'agent') {
        await followActor(core, extra, actor);
      }
      // A socket that closed meanwhile tells nobody any more.
      if (extra.socket.readyState !== extra.socket.OPEN) return undefined;
      // Where a program is connected for an agent, the agent is not.
      if (isInPerson(actor)) extra.socket.once('close', presence.agents.open(actor));
      if (actor.kind === 'visitor') extra.socket.once('close', presence.visitors.open(actor));
      return undefined;
    },
    onClose({ extra }) {
      extra.release?.();
    },
    async onSubscribe({ extra }, _id, payload) {
      const actor = (await extra.actor) ?? anonymous;
      // A copy: an operation that changes who asks must not change it for the whole connection.
      const connection = extra.context as Omit<Context, 'actor'>;
      const spend = spending(core, actor, connection.address);
      const context: RequestContext = { ...connection, actor, spend };
      const { variables, operationName } = payload;
      try {
        await noteTokenUse(core, actor, connection.address);
        await spend(1);
        const query = operationText(core, actor, payload) ?? '';
        const initial = { ...context, params: { query, variables, operationName } };
        const { schema, execute, subscribe, contextFactory, parse, validate } = yoga.getEnveloped(initial);
        const document = parse(query);
        const errors = validate(schema, document);
        if (errors.length > 0) return errors as GraphQLError[];
        const contextValue = await contextFactory();
        return {
          schema,
          document,
          operationName,
          variableValues: variables,
          contextValue,
          rootValue: { execute, subscribe },
        };
      } catch (error) {
        if (error instanceof GraphQLError) return [error];
        if (error instanceof TooManyAttemptsError) return [toGraphqlError(core, error)];
        throw error;
      }
    },
    execute: (args) => (args.rootValue as Envelop).execute(args),
    subscribe: (args) => (args.rootValue as Envelop).subscribe(args),
  };
}

/** What is written in one turn of the event loop leaves in one packet: an answer, and the event of what it did. */
function leaveTogether(socket: Duplex): void {
  if (socket.writableCorked > 0) return;
  socket.cork();
  setImmediate(() => socket.uncork());
}

type Envelop = Pick<ReturnType<Yoga['getEnveloped']>, 'execute' | 'subscribe'>;
