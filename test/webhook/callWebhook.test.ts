import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { isPublicAddress } from '../../api/webhook/publicAddress.ts';
import { callWebhook } from '../../api/webhook/callWebhook.ts';
import { pauseAfter } from '../../api/webhook/webhookRules.ts';

const answers: Record<string, [status: number, headers: Record<string, string>, body: string]> = {
  '/redirect': [302, { location: '/ok' }, ''],
  '/ok': [200, {}, 'fine'],
  '/long': [200, {}, 'x'.repeat(5_000_000)],
};
let asked: string[] = [];
const server = createServer((request, response) => {
  asked.push(request.url ?? '');
  const [status, headers, body] = answers[request.url ?? ''] ?? [404, {}, ''];
  request.resume().on('end', () => response.writeHead(status, headers).end(body));
});
let origin = '';
beforeAll(async () => {
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  origin = `http://localhost:${(server.address() as AddressInfo).port}`;
});
afterAll(() => void server.close());

const environment = (webhooksMayCallPrivateNetworks: boolean) =>
  ({ environment: { webhooksMayCallPrivateNetworks } }) as Parameters<typeof callWebhook>[0];
const call = (path: string, isAllowed = true) => callWebhook(environment(isAllowed), origin + path, {}, '{}');

test('addresses that are not of the public internet are told apart, however they are written', () => {
  for (const address of ['8.8.8.8', '2606:4700:4700::1111'])
    expect(isPublicAddress(address), address).toBe(true);
  const others =
    '127.0.0.1 10.1.2.3 172.16.0.1 192.168.1.1 169.254.169.254 100.64.0.1 0.0.0.0 224.0.0.1 ::1 :: fe80::1 fc00::1 ::ffff:127.0.0.1 ::ffff:10.0.0.1 64:ff9b::a00:1 2002:7f00:1:: localhost';
  for (const address of others.split(' ')) expect(isPublicAddress(address), address).toBe(false);
});

test('private networks are not called unless the deployment allows it, by name, number or in disguise', async () => {
  const port = new URL(origin).port;
  asked = [];
  for (const host of ['localhost', '127.0.0.1', '2130706433', '0x7f.1', '[::1]', '[::ffff:127.0.0.1]']) {
    for (const protocol of ['http', 'https']) {
      const result = await callWebhook(environment(false), `${protocol}://${host}:${port}/ok`, {}, '{}');
      expect(result, host).toMatchObject({ isDelivered: false, error: 'WEBHOOK_ADDRESS_REFUSED' });
    }
  }
  expect(asked).toEqual([]);
  expect(await call('/ok')).toMatchObject({ isDelivered: true, statusCode: 200, answer: 'fine' });
});

test('redirects are not followed, and of long answers only the beginning is kept', async () => {
  asked = [];
  expect(await call('/redirect')).toMatchObject({ isDelivered: false, statusCode: 302 });
  expect(asked).toEqual(['/redirect']);
  const long = await call('/long');
  expect(long).toMatchObject({ isDelivered: true, answer: 'x'.repeat(1024) });
});

test('a receiver that is not there is a failure with its reason', async () => {
  const gone = createServer();
  await new Promise<void>((resolve) => gone.listen(0, '127.0.0.1', resolve));
  const { port } = gone.address() as AddressInfo;
  await new Promise((resolve) => gone.close(resolve));
  const result = await callWebhook(environment(true), `http://127.0.0.1:${port}/`, {}, '{}');
  expect(result).toMatchObject({ isDelivered: false, statusCode: null, error: 'ECONNREFUSED' });
});

test('pauses double up to an hour', () => {
  expect([1, 2, 3, 20].map((attempts) => pauseAfter(attempts, 10_000, 0))).toEqual([
    10_000, 20_000, 40_000, 3_600_000,
  ]);
  expect(pauseAfter(1, 10_000, 1)).toBe(12_000);
});
