import { once } from 'node:events';
import { type AddressInfo, type Socket, connect, createServer } from 'node:net';
import { setTimeout as sleep } from 'node:timers/promises';
import { afterAll, beforeAll, beforeEach, afterEach, expect, test } from 'vitest';
import { type UnreliableNetwork, unreliableNetwork } from './unreliableNetwork.ts';

/** Says back what it hears, and keeps what it heard. */
const heard: string[] = [];
const echo = createServer((socket) => {
  socket.on('error', () => undefined);
  socket.on('data', (chunk: Buffer) => {
    heard.push(chunk.toString());
    socket.write(chunk);
  });
});
let target: string;
beforeAll(async () => {
  echo.listen(0, '127.0.0.1');
  await once(echo, 'listening');
  target = `http://127.0.0.1:${(echo.address() as AddressInfo).port}`;
});
afterAll(() => echo.close());

let network: UnreliableNetwork;
let opened: Socket[] = [];
beforeEach(async () => {
  network = await unreliableNetwork(target);
  heard.length = 0;
});
afterEach(async () => {
  for (const socket of opened) socket.destroy();
  opened = [];
  await network.close();
});

async function open(): Promise<Socket & { text: string }> {
  const socket = Object.assign(connect(Number(new URL(network.url).port), '127.0.0.1'), { text: '' });
  socket.on('error', () => undefined);
  socket.on('data', (chunk: Buffer) => (socket.text += chunk.toString()));
  opened.push(socket);
  await once(socket, 'connect');
  return socket;
}

test('a slow network brings everything in order, later, and no faster than it may', async () => {
  const client = await open();
  network.slow({ latencyMs: 100, bytesPerSecond: 1_000 });
  const begin = performance.now();
  for (const part of ['a', 'b', 'c']) client.write(part.repeat(30));
  await expect.poll(() => client.text.length, { timeout: 5_000, interval: 5 }).toBe(90);
  expect(client.text).toBe('a'.repeat(30) + 'b'.repeat(30) + 'c'.repeat(30));
  // 100 ms and 90 bytes, both ways.
  expect(performance.now() - begin).toBeGreaterThan(280);
});

test('a half-open network lets one way through, tells nobody, and stays dead for those who were connected', async () => {
  const [deafServer, deafClient] = [await open(), await open()];
  deafServer.write('1');
  await expect.poll(() => deafServer.text).toBe('1');
  network.halfOpen('back');
  deafClient.write('2');
  await expect.poll(() => heard).toContain('2');
  network.restore();
  await sleep(50);
  expect([deafClient.text, deafClient.destroyed]).toEqual(['', false]);
  const fresh = await open();
  fresh.write('3');
  await expect.poll(() => fresh.text).toBe('3');
  network.halfOpen('there');
  fresh.write('4');
  await sleep(50);
  expect(heard).not.toContain('4');
});

test('a reset breaks what is open and takes what comes; a cut refuses it', async () => {
  const client = await open();
  network.reset();
  await once(client, 'close');
  const next = await open();
  next.write('x');
  await expect.poll(() => next.text).toBe('x');
  network.cut();
  await once(next, 'close');
  await expect(open()).rejects.toThrow('ECONNRESET');
});

test('reconnects can come through in another order than they were made', async () => {
  const done = network.reorderReconnects(100);
  const [first, second] = [await open(), await open()];
  first.write('first');
  second.write('second');
  await done;
  await expect.poll(() => heard.length).toBe(2);
  expect(heard).toEqual(['second', 'first']);
});
