import { once } from 'node:events';
import type { IncomingMessage } from 'node:http';
import { text } from 'node:stream/consumers';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { WebSocket } from 'ws';
import type { Core } from '../../api/core/core.ts';
import { readEnvironment } from '../../api/core/environment.ts';
import { createRateLimits } from '../../api/core/rateLimits.ts';
import { refusalOfConnection } from '../../api/server/requestLimits.ts';
import { GraphqlClient } from '../support/graphqlClient.ts';
import { rawSocket } from '../support/rawSocket.ts';
import { type Server, startServer } from '../support/server.ts';

let server: Server;
beforeAll(async () => {
  server = await startServer({ environment: { CONNECTIONS_PER_MINUTE: '3', TRUST_PROXY: 'true' } });
});
afterAll(() => server.dispose());

/** Opens a WebSocket as somebody at an address. */
const open = (address: string) => rawSocket(server.url, { headers: { 'x-forwarded-for': address } });

/** The answer to a handshake that is refused. */
async function refusal(address: string) {
  const socket = new WebSocket(`${server.url.replace('http', 'ws')}/graphql`, 'graphql-transport-ws', {
    headers: { 'x-forwarded-for': address },
  });
  const [, answer] = (await once(socket, 'unexpected-response')) as [unknown, IncomingMessage];
  return { status: answer.statusCode, headers: answer.headers, body: await text(answer) };
}

test('from one address so many WebSockets can be opened in a minute; the one too many is told when to come again', async () => {
  const sockets = [await open('203.0.113.1'), await open('203.0.113.1'), await open('203.0.113.1')];
  const { status, headers, body } = await refusal('203.0.113.1');
  expect(status).toBe(429);
  const seconds = Number(headers['retry-after']);
  expect(seconds).toBeGreaterThan(0);
  expect(seconds).toBeLessThanOrEqual(60);
  expect(JSON.parse(body)).toMatchObject({
    errors: [{ extensions: { code: 'TOO_MANY_ATTEMPTS', retryAfterSeconds: seconds } }],
  });
  // What is open stays open, other addresses have their own, and requests are not concerned.
  for (const { say, heard } of sockets) {
    say({ type: 'ping' });
    await heard('pong');
  }
  sockets.push(await open('203.0.113.2'));
  const program = new GraphqlClient(server.url);
  expect((await program.post('{"query": "{ limits { messageMaxLength } }"}')).status).toBe(200);
  for (const { socket } of sockets) socket.terminate();
});

test('as shipped, five thousand clients behind one address can come back twice in a minute', async () => {
  const rateLimits = createRateLimits(undefined, 'test');
  const core = { environment: readEnvironment({}), rateLimits } as Core;
  for (let opened = 0; opened < 10_000; opened++)
    expect(await refusalOfConnection(core, '203.0.113.3', 0)).toBeUndefined();
  for (let opened = 10_000; opened < 12_000; opened++) await refusalOfConnection(core, '203.0.113.3', 0);
  expect(await refusalOfConnection(core, '203.0.113.3', 0)).toContain('429 Too Many Requests');
  // As many as may be opened in a minute may be open: those who come back find their old sockets not yet noticed to be gone.
  expect(await refusalOfConnection(core, '203.0.113.4', 11_999)).toBeUndefined();
  expect(await refusalOfConnection(core, '203.0.113.4', 12_000)).toContain('429 Too Many Requests');
  await rateLimits.close();
});
