import { once } from 'node:events';
import { type AddressInfo, createServer } from 'node:net';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { setOwnAvatar } from '../../api/agent/changeOwnAvatar.ts';
import { uploadAttachment } from '../../api/attachment/uploadAttachment.ts';
import type { AgentActor } from '../../api/core/actor.ts';
import { pingScanner } from '../../api/core/clamav.ts';
import { buildAgent, buildDepartment } from '../support/build.ts';
import { eicar, startScanner, type TestScanner } from '../support/scanner.ts';
import { buildTestCore, type TestCore } from '../support/testCore.ts';
import { buildFile, buildImage, pdf } from './build.ts';

let core: TestCore;
let agent: AgentActor;
let scanner: TestScanner;
beforeAll(async () => {
  scanner = await startScanner(1_000_000);
  core = await buildTestCore({ UPLOADS_PER_MINUTE: '1000', CLAMAV_URL: scanner.url });
  agent = await buildAgent(core, await buildDepartment(core));
});
afterAll(async () => {
  await scanner.stop();
  await core.close();
});

const upload = (name: string, content: Uint8Array | string) =>
  uploadAttachment(core, agent, { file: buildFile(name, content) });
const keptCount = () => core.database.prisma.attachment.count();

/** Has the product ask another scanner for a while. */
async function withScanner(url: string, act: () => Promise<void>): Promise<void> {
  core.environment.clamavUrl = url;
  await act().finally(() => (core.environment.clamavUrl = scanner.url));
}

test('what the scanner finds harmless is kept, and it saw every byte as it was sent', async () => {
  await pingScanner(scanner.url);
  const large = Buffer.alloc(500_000, 'Dukou ');
  expect((await upload('log.txt', large)).size).toBe(large.length);
  expect(scanner.contents.at(-1)?.equals(large)).toBe(true);
  const image = await buildImage();
  await upload('x.png', image);
  expect(scanner.contents.at(-1)?.equals(image)).toBe(true);
});

test('malware is refused with its reason, as a file, in a document and behind an image, and nothing of it is kept', async () => {
  const before = await keptCount();
  const image = await buildImage();
  for (const content of [eicar, pdf + eicar, Buffer.concat([image, Buffer.from(eicar)])])
    await expect(upload('harmless.txt', content)).rejects.toMatchObject({
      code: 'ATTACHMENT_REFUSED',
      reason: 'INFECTED',
    });
  const file = buildFile('me.png', Buffer.concat([image, Buffer.from(eicar)]));
  await expect(setOwnAvatar(core, agent, { file })).rejects.toMatchObject({ reason: 'INFECTED' });
  expect(await keptCount()).toBe(before);
});

test('a scanner that is away, that is none, or that gives up on a file, has it refused for now', async () => {
  const before = await keptCount();
  const other = createServer((socket) => socket.on('error', () => undefined).end('HTTP/1.1 400 Bad Request'));
  other.listen(0, '127.0.0.1');
  await once(other, 'listening');
  const refused = { code: 'ATTACHMENT_REFUSED', reason: 'NOT_SCANNED' };
  for (const url of ['tcp://127.0.0.1:9', `tcp://127.0.0.1:${(other.address() as AddressInfo).port}`])
    await withScanner(url, async () => {
      await expect(upload('x.txt', 'x')).rejects.toMatchObject(refused);
      await expect(pingScanner(url)).rejects.toThrow();
    });
  await expect(upload('x.txt', 'x'.repeat(1_000_001))).rejects.toMatchObject(refused);
  expect(await keptCount()).toBe(before);
  other.close();
});

test('what is no kind that is taken is not even given to the scanner', async () => {
  const before = scanner.contents.length;
  await expect(upload('x.txt', Buffer.from([1, 2, 3, 250]))).rejects.toMatchObject({
    reason: 'KIND_NOT_ALLOWED',
  });
  expect(scanner.contents.length).toBe(before);
});
