import { writeFileSync } from 'node:fs';
import { mkdtemp, rm } from 'node:fs/promises';
import { createServer, type AddressInfo, type Server, type Socket } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { readEnvironment } from '../../api/core/environment.ts';
import { examineSurroundings } from '../../api/operate/doctor/examineSurroundings.ts';
import { freePort } from '../support/freePort.ts';

let folder: string;
const servers: Server[] = [];
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'dukou-surroundings-'));
});
afterAll(async () => {
  for (const server of servers) server.close();
  await rm(folder, { recursive: true });
});

/** Something that takes connections and is not what one takes it for. @returns host and port */
async function stranger(greet: (socket: Socket) => void): Promise<string> {
  const server = createServer((socket) => {
    socket.on('error', () => undefined);
    greet(socket);
  });
  servers.push(server);
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  return `127.0.0.1:${(server.address() as AddressInfo).port}`;
}

/** What the doctor says about one thing. */
async function findingOn(about: string, variables: Record<string, string>) {
  const environment = readEnvironment({ DATA_DIR: folder, ...variables });
  return (await examineSurroundings(environment)).find((finding) => finding.about === about);
}
const problemThatNames = (variable: string) => ({
  verdict: 'problem',
  todo: expect.stringContaining(variable) as string,
});

test.each([
  ['speaks something else', (socket: Socket) => socket.end('HTTP/1.1 400 Bad Request\r\n\r\n')],
  ['hangs up', (socket: Socket) => socket.destroy()],
  ['says nothing', () => undefined],
])('a Redis that %s is found, with what to look at', async (_what, greet) => {
  const REDIS_URL = `redis://${await stranger(greet)}`;
  expect(await findingOn('Redis', { REDIS_URL })).toMatchObject(problemThatNames('REDIS_URL'));
});

test.each([
  ['speaks something else', (socket: Socket) => socket.end('220 mail.example ESMTP\r\n')],
  ['hangs up', (socket: Socket) => socket.destroy()],
])('a virus scanner that %s is found, with what to look at', async (_what, greet) => {
  const CLAMAV_URL = `tcp://${await stranger(greet)}`;
  expect(await findingOn('Scanner', { CLAMAV_URL })).toMatchObject(problemThatNames('CLAMAV_URL'));
});

test('what is not there at all is found as well', async () => {
  const nobody = `127.0.0.1:${await freePort()}`;
  expect(await findingOn('Redis', { REDIS_URL: `redis://${nobody}` })).toMatchObject(
    problemThatNames('REDIS_URL'),
  );
  expect(await findingOn('Scanner', { CLAMAV_URL: `tcp://${nobody}` })).toMatchObject(
    problemThatNames('CLAMAV_URL'),
  );
});

test('a folder into which nothing can be written is found, by its variable', async () => {
  const occupied = join(folder, 'occupied');
  writeFileSync(occupied, 'a file');
  const FILES_DIR = join(occupied, 'files');
  expect(await findingOn('Images, files', { FILES_DIR })).toMatchObject(problemThatNames('FILES_DIR'));
});
