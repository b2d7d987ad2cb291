import { createServer } from 'node:http';
import { once } from 'node:events';
import { type AddressInfo, connect } from 'node:net';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { breakWhenStill } from '../../api/server/slowReaders.ts';
import { SendMessageDocument } from '../support/gql/generated.ts';
import type { GraphqlClient } from '../support/graphqlClient.ts';
import { enterAsVisitor, expectAnswer } from '../support/people.ts';
import { rawSocket } from '../support/rawSocket.ts';
import { type Server, startServer } from '../support/server.ts';

let server: Server;
beforeAll(async () => {
  server = await startServer();
});
afterAll(() => server.dispose());

let number = 0;
const say = async (who: GraphqlClient, sessionId: string, text: string) => {
  const input = { sessionId, clientId: `message ${number++}`, text };
  return expectAnswer((await who.execute(SendMessageDocument, { input })).sendMessage, 'Message').seq;
};

const readTalk = `query ReadTalk($id: ID!) {
  session(id: $id) { ... on Session { messages(last: 40) { edges { node { text } } } } }
}`;

test('whoever asks and asks without reading the answers is disconnected with a code that has them come back, and others are served meanwhile', async () => {
  const { client, entry } = await enterAsVisitor(server.url);
  const { id } = entry.session;
  for (let index = 0; index < 40; index++) await say(client, id, '好'.repeat(2_000));
  const reader = await rawSocket(server.url);
  reader.say({ type: 'connection_init', payload: { authorization: client.authorization } });
  await reader.heard('connection_ack');
  const ask = { query: readTalk, variables: { id } };
  reader.say({ id: 'first', type: 'subscribe', payload: ask });
  await reader.heard('next', 'first');

  reader.socket.pause();
  // 50 MB of answers.
  for (let index = 0; index < 200; index++) reader.say({ id: `${index}`, type: 'subscribe', payload: ask });
  const begin = performance.now();
  await say(client, id, 'from somebody who reads');
  expect(performance.now() - begin).toBeLessThan(10_000);
  // Long enough for what was asked to be answered.
  await expect
    .poll(() => say(client, id, 'still here').then(() => performance.now() - begin))
    .toBeGreaterThan(1_000);
  reader.socket.resume();
  expect(await reader.closed).toBe(1013);
  expect(reader.frames.filter(({ type }) => type === 'next').length).toBeLessThan(100);
});

test('a response that nobody takes any more is broken, and one that is taken slowly goes on', async () => {
  const stillMs = 1_000;
  let opened = 0;
  const endless = createServer((_request, response) => {
    breakWhenStill(response, stillMs);
    const fill = setInterval(() => response.writableNeedDrain || response.write('x'.repeat(100_000)), 5);
    response.once('close', () => clearInterval(fill));
  });
  endless.on('connection', () => opened++);
  endless.listen(0, '127.0.0.1');
  await once(endless, 'listening');
  const { port } = endless.address() as AddressInfo;
  const open = () => {
    const socket = connect(port, '127.0.0.1');
    socket.on('error', () => undefined);
    socket.write('GET / HTTP/1.1\r\nhost: x\r\n\r\n');
    return socket;
  };
  const [still, slow] = [open(), open()];
  still.pause();
  slow.pause();
  const sips = setInterval(() => slow.read(), 50);
  const count = () =>
    new Promise<number>((resolve) => endless.getConnections((_error, open) => resolve(open)));
  await expect.poll(() => opened, { timeout: 20_000 }).toBe(2);
  await expect.poll(count, { timeout: 20_000 }).toBe(1);
  clearInterval(sips);
  still.destroy();
  slow.destroy();
  endless.close();
});
