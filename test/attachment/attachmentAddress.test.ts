import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { attachmentAddress, openAttachmentAddress } from '../../api/attachment/attachmentAddress.ts';
import { storedSecret } from '../../api/core/storedSecret.ts';
import { buildTestCore, buildTwoTestCores, type TestCore } from '../support/testCore.ts';

let core: TestCore;
beforeAll(async () => {
  core = await buildTestCore();
});
afterAll(() => core.close());

const hourMs = 3_600_000;
const open = (address: string) => openAttachmentAddress(core, new URL(address, 'http://localhost'));

test('an address stays the same for half a day, is good for as long again, and then for nothing', async () => {
  const id = randomUUID();
  // The clock of these tests begins at eight in the morning.
  const first = await attachmentAddress(core, id, 'original');
  core.clock.advance(3.9 * hourMs);
  expect(await attachmentAddress(core, id, 'original')).toBe(first);
  core.clock.advance(0.2 * hourMs);
  expect(await attachmentAddress(core, id, 'original')).not.toBe(first);
  expect(await open(first)).toMatchObject({ attachmentId: id, variant: 'original' });
  core.clock.advance(11.8 * hourMs);
  expect((await open(first))?.secondsLeft).toBeLessThanOrEqual(360);
  core.clock.advance(0.2 * hourMs);
  expect(await open(first)).toBeUndefined();
});

test('no two contents share an address, and none opens without its signature', async () => {
  const [one, other] = [randomUUID(), randomUUID()];
  const addresses = await Promise.all([
    attachmentAddress(core, one, 'original'),
    attachmentAddress(core, one, 'preview'),
    attachmentAddress(core, other, 'original'),
  ]);
  expect(new Set(addresses.map((address) => address.split('signature=')[1])).size).toBe(3);
  const [first = ''] = addresses;
  expect(await open(first.replace(one, other))).toBeUndefined();
  expect(await open(first.replace('original', 'preview'))).toBeUndefined();
  expect(await open(first.split('&')[0] ?? '')).toBeUndefined();
});

test('all processes sign with one secret, which is made once', async () => {
  const [here, there] = await buildTwoTestCores();
  const secrets = await Promise.all([
    storedSecret(here, 'test'),
    storedSecret(there, 'test'),
    storedSecret(there, 'test'),
  ]);
  expect(new Set(secrets).size).toBe(1);
  expect(await storedSecret(here, 'other')).not.toBe(secrets[0]);
  await here.close();
  if (there !== here) await there.close();
});
