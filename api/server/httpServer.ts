import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { Admission, answerIfRoom, wantsEvents } from './admission.ts';
import type { Presence } from './presence.ts';
import type { Core } from '../core/core.ts';
import { AddressUnusableError } from '../core/listenAddress.ts';
import { connectionOf, hasReadableHost } from './connection.ts';
import { isOwnWill, opensPage } from './crossSite.ts';
import { graphiqlFramePolicy } from './docs/graphiqlPage.ts';
import { refuseGraphiql } from './docs/lockedPage.ts';
import { serveDocs } from './docs/serveDocs.ts';
import { createGraphql, httpContext, mayExplore } from './graphql.ts';
import type { Observers } from './observers.ts';
import { noteCrossSite } from './refusalLog.ts';
import { isBodyAcceptable, isLargeBodyAcceptable } from './requestBody.ts';
import { isRequestWithinLimit } from './requestLimits.ts';
import { setSecurityHeaders } from './securityHeaders.ts';
import { serveAttachment } from './serveAttachment.ts';
import { serveSingleSignOn, singleSignOnPaths } from './singleSignOn.ts';
import { breakWhenStill } from './slowReaders.ts';
import { createStaticFiles, methodNotAllowed } from './staticFiles.ts';
import { traceRequest } from './tracing/traceRequest.ts';
import { createSocketEndpoint } from './websocket.ts';

/** How long running requests may take to finish when the process stops. */
const drainTimeoutMs = 10_000;
const plainText = { 'content-type': 'text/plain; charset=utf-8' };
/** Longer than a proxy's own, so that it never sends into a connection that we are closing. */
const keepAliveTimeoutMs = 75_000;

export interface HttpServer {
  /** Starts to serve. @returns the port, also when the environment asked for any free one. */
  listen(): Promise<number>;
  /** Stops accepting, closes sockets so that clients connect again, and waits for running requests. */
  stop(): Promise<void>;
}

/** The one port: GraphQL over HTTP, SSE and WebSocket, static files, and what a load balancer asks. */
export function createHttpServer(core: Core, presence: Presence, observers: Observers = {}): HttpServer {
  const { metrics, tracing } = observers;
  let isStopping = false;
  const yoga = createGraphql(core, observers);
  const admission = new Admission(core.environment.maxRunningOperations, () =>
    metrics?.refusedOperations.inc(),
  );
  const sockets = createSocketEndpoint(core, yoga, presence, admission);
  metrics?.watch('dukou_sockets', 'WebSockets that are open now.', () => sockets.count());
  metrics?.watch('dukou_operations_running', 'Queries and mutations that run now.', () => admission.running);
  const files = createStaticFiles(core);
  // Who it is, is known only later: people behind one address are one as long as they wait.
  const personAt = (request: IncomingMessage) => connectionOf(request, core.environment.trustProxy).address;

  async function answerGraphql(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const context = await httpContext(core, request, response);
    response.setHeader('x-request-id', context.requestId);
    if (wantsEvents(request)) breakWhenStill(response);
    if (!(await isRequestWithinLimit(request, response, context))) return;
    if (!isLargeBodyAcceptable(request, response, context.actor)) return;
    if (opensPage(request)) {
      if (!mayExplore(context.actor)) return refuseGraphiql(response);
      response.setHeader('content-security-policy', graphiqlFramePolicy);
    }
    await yoga.handle(request, response, context);
  }

  async function answer(request: IncomingMessage, response: ServerResponse): Promise<void> {
    setSecurityHeaders(request, response, core.environment.trustProxy);
    if (!hasReadableHost(request)) {
      response.writeHead(400, { connection: 'close' }).end();
      return;
    }
    const [pathname] = (request.url ?? '/').split('?');
    if (pathname === '/graphql') {
      // Answers are somebody's own.
      response.setHeader('cache-control', 'no-store');
      if (!isOwnWill(request, response)) return noteCrossSite(core, request);
      if (!isBodyAcceptable(request, response)) return;
      await answerIfRoom(admission, request, personAt(request), response, () =>
        answerGraphql(request, response),
      );
    } else if (pathname?.startsWith('/attachments/')) {
      await serveAttachment(core, request, response);
    } else if (pathname === '/docs' || pathname?.startsWith('/docs/')) {
      await serveDocs(core, request, response);
    } else if (pathname === singleSignOnPaths.start || pathname === singleSignOnPaths.callback) {
      await serveSingleSignOn(core, request, response);
    } else if (request.method !== 'GET' && request.method !== 'HEAD') {
      methodNotAllowed(response);
    } else if (pathname === '/healthz') {
      response.writeHead(200, plainText).end('ok');
    } else if (pathname === '/readyz') {
      const problem = isStopping ? 'stopping' : await problemOf(core);
      response.writeHead(problem ? 503 : 200, plainText).end(problem ?? 'ready');
    } else files(request, response);
  }
  const server = createServer({ keepAliveTimeout: keepAliveTimeoutMs }, (request, response) => {
    const answered = () => answer(request, response);
    (tracing ? traceRequest(tracing, request, response, answered) : answered()).catch((error: unknown) => {
      core.log.error({ err: error, url: request.url }, 'a request failed unexpectedly');
      if (!response.headersSent) response.writeHead(500);
      response.end();
    });
  });
  server.on('upgrade', (request, socket, head) => {
    // Node takes its own listener away with the upgrade: whoever breaks off now would end the process.
    socket.on('error', (error) => core.log.debug({ error: error.message }, 'a handshake broke'));
    const [pathname] = (request.url ?? '/').split('?');
    if (pathname === '/graphql' && !isStopping) sockets.upgrade(request, socket, head);
    else socket.end('HTTP/1.1 404 Not Found\r\nconnection: close\r\n\r\n');
  });

  return {
    listen: () =>
      new Promise((resolve, reject) => {
        const { host, port } = core.environment;
        server.once('error', (error) =>
          reject(new AddressUnusableError({ host, port }, 'HOST or PORT', error)),
        );
        server.listen(port, host, () => {
          resolve((server.address() as AddressInfo).port);
        });
      }),
    async stop() {
      isStopping = true;
      const drained = new Promise((resolve) => server.close(resolve));
      await sockets.close();
      server.closeIdleConnections();
      const patience = setTimeout(() => server.closeAllConnections(), drainTimeoutMs);
      await drained;
      clearTimeout(patience);
    },
  };
}

/** What keeps the product from serving; undefined when nothing does. Redis does not: it carries only hints. */
async function problemOf(core: Core): Promise<string | undefined> {
  try {
    await core.database.ping();
    return undefined;
  } catch (error) {
    core.log.warn({ err: error }, 'the database does not answer');
    return 'the database does not answer';
  }
}
