import { setTimeout as sleep } from 'node:timers/promises';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { signInToken } from '../support/people.ts';
import { rawSocket } from '../support/rawSocket.ts';
import { type Server, startServer } from '../support/server.ts';

let server: Server;
let token: string;
beforeAll(async () => {
  server = await startServer();
  token = await signInToken(server.url, 'lin');
});
afterAll(() => server.dispose());

const init = { type: 'connection_init' };
const ask = (id: string, query = '{ limits { messageMaxLength } }') => ({
  id,
  type: 'subscribe',
  payload: { query },
});
const follow = (id: string) => ask(id, 'subscription { colleagueEvents { __typename } }');

/** A socket that is set up, of an agent where `authorization` is given. */
async function setUpSocket(authorization?: string) {
  const raw = await rawSocket(server.url);
  raw.say(authorization ? { ...init, payload: { authorization } } : init);
  await raw.heard('connection_ack');
  return raw;
}

test.each([
  ['another subprotocol', 'graphql-ws'],
  ['an invented one', 'soap'],
  ['none at all', ''],
])('%s closes with 4406', async (_what, protocol) => {
  const { closed } = await rawSocket(server.url, { protocol });
  expect(await closed).toBe(4406);
});

test('whoever does not set up the connection in time is closed with 4408', async () => {
  const before = Date.now();
  const { closed } = await rawSocket(server.url);
  expect(await closed).toBe(4408);
  expect(Date.now() - before).toBeGreaterThan(2_500);
});

test('an operation before the connection is set up closes with 4401', async () => {
  const { say, closed, frames } = await rawSocket(server.url);
  say(ask('1'));
  expect(await closed).toBe(4401);
  expect(frames).toEqual([]);
});

test('setting up twice closes with 4429, before the answer and after it', async () => {
  const hasty = await rawSocket(server.url);
  hasty.say(init);
  hasty.say(init);
  expect(await hasty.closed).toBe(4429);
  const late = await setUpSocket();
  late.say(init);
  expect(await late.closed).toBe(4429);
});

test.each([
  ['no JSON', 'no json'],
  ['no object', '[1]'],
  ['no type', {}],
  ['an unknown type', { type: 'start' }],
  ['a type that only servers send', { id: '1', type: 'next', payload: 'x' }],
  ['an operation without an id', { type: 'subscribe', payload: { query: '{ __typename }' } }],
  ['an operation with an empty id', ask('')],
  ['an operation without a payload', { id: '1', type: 'subscribe' }],
  ['an operation whose query is no text', { id: '1', type: 'subscribe', payload: { query: 1 } }],
  ['a payload that is no object', { ...init, payload: 'x' }],
])('%s closes with 4400', async (_what, frame) => {
  const { say, closed } = await setUpSocket();
  say(frame);
  expect(await closed).toBe(4400);
});

test('an id that is in use closes with 4409; one that is over may be used again', async () => {
  const { say, heard, closed, frames } = await setUpSocket(`Bearer ${token}`);
  say(ask('once'));
  await heard('complete', 'once');
  say(ask('once'));
  say(follow('stream'));
  await heard('next', 'stream');
  expect(frames.filter(({ id, type }) => id === 'once' && type === 'next')).toHaveLength(2);
  say(follow('stream'));
  expect(await closed).toBe(4409);
});

test('completing ends a stream and no other, and completing what does not run is ignored', async () => {
  const { socket, say, heard, frames } = await setUpSocket(`Bearer ${token}`);
  say({ id: 'unknown', type: 'complete' });
  say(follow('first'));
  say(follow('second'));
  await heard('next', 'first');
  await heard('next', 'second');
  say({ id: 'first', type: 'complete' });
  await sleep(300);
  say(ask('first'));
  await heard('complete', 'first');
  expect(frames.filter(({ type }) => type === 'complete')).toHaveLength(1);
  expect(socket.readyState).toBe(socket.OPEN);
  socket.close();
});

test('a ping is answered with a pong that carries its payload, before the connection is set up too', async () => {
  const { socket, say, heard } = await rawSocket(server.url);
  say({ type: 'ping', payload: { at: 1 } });
  expect(await heard('pong')).toMatchObject({ payload: { at: 1 } });
  socket.close();
});

test('an operation that is refused gets one error message, and the connection stays', async () => {
  const { socket, say, heard } = await setUpSocket();
  say(ask('bad', '{ nothing }'));
  expect(await heard('error', 'bad')).toMatchObject({ payload: [{ message: expect.any(String) as string }] });
  say(ask('good'));
  await heard('complete', 'good');
  socket.close();
});
