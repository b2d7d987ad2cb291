import { once } from 'node:events';
import { connect } from 'node:net';
import { setTimeout as sleep } from 'node:timers/promises';
import { afterAll, beforeAll, expect, test } from 'vitest';
import {
  SendMessageDocument,
  SessionEventsDocument,
  SessionListEventsDocument,
  SignOutDocument,
  SignOutEverywhereDocument,
} from '../support/gql/generated.ts';
import { type GraphqlClient } from '../support/graphqlClient.ts';
import { enterAsVisitor, signInAs } from '../support/people.ts';
import { rawSocket } from '../support/rawSocket.ts';
import { type Server, startServer } from '../support/server.ts';

let server: Server;
beforeAll(async () => {
  server = await startServer();
});
afterAll(() => server.dispose());

const messageOf = (data: { sessionEvents: { __typename: string } }) =>
  data.sessionEvents.__typename === 'MessageSent' &&
  (data.sessionEvents as { message?: { text: string; seq: number } }).message;

const whoAmI = { id: '1', type: 'subscribe', payload: { query: '{ currentAgent { login } }' } };

test('an agent’s message reaches the visitor over the socket, and the other way round', async () => {
  const { client: visitor, entry } = await enterAsVisitor(server.url);
  const agent = await signInAs(server.url, 'lin');
  const variables = { sessionId: entry.session.id, after: 0 };
  const [atVisitor, atAgent] = [visitor, agent].map((one) => one.subscribe(SessionEventsDocument, variables));
  const say = (from: GraphqlClient, text: string) =>
    from.execute(SendMessageDocument, { input: { sessionId: entry.session.id, clientId: text, text } });
  await say(visitor, '您好，我想预约');
  await say(agent, '您好，请问您哪天方便？');
  for (const stream of [atVisitor, atAgent]) {
    expect(await stream?.next(messageOf)).toMatchObject({ seq: 1, text: '您好，我想预约' });
    expect(await stream?.next(messageOf)).toMatchObject({ seq: 2, text: '您好，请问您哪天方便？' });
  }
  await Promise.all([visitor.close(), agent.close()]);
});

test('the cookie counts on sockets of our own pages only, so that no other page can listen in an agent’s name', async () => {
  const agent = await signInAs(server.url, 'lin');
  const as = async (headers: Record<string, string>) => {
    const { socket, say, heard } = await rawSocket(server.url, {
      headers: { cookie: agent.cookies.header, ...headers },
    });
    say({ type: 'connection_init' });
    await heard('connection_ack');
    say(whoAmI);
    const { payload } = await heard('next');
    socket.close();
    return (payload as { data: { currentAgent: { login: string } | null } }).data.currentAgent?.login;
  };
  expect(await as({ origin: server.url })).toBe('lin');
  expect(await as({ origin: 'https://evil.example' })).toBeUndefined();
  expect(await as({ origin: 'null' })).toBeUndefined();
});

test('signing out closes the sockets of that sign-in, signing out everywhere those of all', async () => {
  const [first, second, third] = await Promise.all(
    ['wang', 'wang', 'wang'].map((login) => signInAs(server.url, login)),
  );
  if (!first || !second || !third) throw new Error('not signed in');
  const streams = [first, second, third].map((one) => one.subscribe(SessionListEventsDocument, {}));
  await Promise.all(streams.map((stream) => stream.next(() => true)));
  await first.execute(SignOutDocument);
  expect(await first.closed).toMatchObject({ code: 4403 });
  await second.execute(SignOutEverywhereDocument);
  expect(await second.closed).toMatchObject({ code: 4403 });
  expect(await third.closed).toMatchObject({ code: 4403 });
});

test('a frame of 5 MB closes its socket and nothing else', async () => {
  const { say, closed } = await rawSocket(server.url);
  say('x'.repeat(5_000_000));
  expect(await closed).toBe(1009);
  expect((await fetch(`${server.url}/readyz`)).status).toBe(200);
});

test('a malformed operation over the socket is answered, and the socket stays', async () => {
  const { socket, say, heard } = await rawSocket(server.url);
  say({ type: 'connection_init' });
  await heard('connection_ack');
  say({ id: 'bad', type: 'subscribe', payload: { query: '{ limits {' } });
  expect(JSON.stringify(await heard('error'))).toContain('Syntax Error');
  say(whoAmI);
  expect(await heard('next')).toMatchObject({ id: '1' });
  socket.close();
});

test('a session of somebody else’s cannot be followed', async () => {
  const { entry } = await enterAsVisitor(server.url);
  const { client: stranger } = await enterAsVisitor(server.url);
  const stream = stranger.subscribe(SessionEventsDocument, { sessionId: entry.session.id, after: 0 });
  expect(JSON.stringify(await stream.ended)).toContain('NOT_FOUND');
  await stranger.close();
});

test('whoever breaks off in the middle of a handshake breaks nothing for others', async () => {
  const { hostname, port } = new URL(server.url);
  for (let turn = 0; turn < 200; turn++) {
    const path = turn % 2 === 0 ? '/graphql' : '/nothing';
    const socket = connect(Number(port), hostname).on('error', () => undefined);
    await once(socket, 'connect');
    const lines = [`GET ${path} HTTP/1.1`, 'host: x', 'connection: upgrade', 'upgrade: websocket'];
    const handshake = ['sec-websocket-version: 13', 'sec-websocket-key: dGhlIHNhbXBsZSBub25jZQ=='];
    socket.write(`${[...lines, ...handshake].join('\r\n')}\r\n\r\n`);
    if (turn % 3 > 0) await sleep(turn % 3);
    socket.resetAndDestroy();
  }
  await sleep(200);
  expect((await fetch(`${server.url}/healthz`)).status).toBe(200);
});
