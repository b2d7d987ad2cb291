import { afterAll, beforeAll, expect, test } from 'vitest';
import { seal, unseal } from '../../api/core/sealing.ts';
import { buildTestCore, type TestCore } from '../support/testCore.ts';

let core: TestCore;
beforeAll(async () => {
  core = await buildTestCore();
});
afterAll(() => core.close());

const withKey = (secretKey: string | undefined) => ({
  ...core,
  environment: { ...core.environment, secretKey },
});
const [key, otherKey] = ['a'.repeat(32), 'b'.repeat(32)];

test('what is sealed is read again, differs each time, and shows nothing of the text', async () => {
  const [one, other] = [await seal(core, 'x', '渡口'), await seal(core, 'x', '渡口')];
  expect(one).not.toBe(other);
  expect(Buffer.from(one, 'base64url').toString()).not.toContain('渡口');
  expect(await unseal(core, 'x', one)).toBe('渡口');
});

test('it opens for no other purpose, with no other key, and not when it was changed', async () => {
  const sealed = await seal(withKey(key), 'x', 'secret');
  expect(await unseal(withKey(key), 'y', sealed)).toBeUndefined();
  expect(await unseal(withKey(otherKey), 'x', sealed)).toBeUndefined();
  expect(await unseal(core, 'x', sealed)).toBeUndefined();
  const changed = Buffer.from(sealed, 'base64url');
  changed[changed.length - 1] = (changed.at(-1) ?? 0) ^ 1;
  expect(await unseal(withKey(key), 'x', changed.toString('base64url'))).toBeUndefined();
  expect(await unseal(withKey(key), 'x', 'short')).toBeUndefined();
});

test('a key that is configured later opens what the database’s own key sealed before', async () => {
  const sealed = await seal(core, 'x', 'secret');
  expect(await unseal(withKey(key), 'x', sealed)).toBe('secret');
});
