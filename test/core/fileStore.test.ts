import { existsSync, mkdtempSync, readdirSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterAll, expect, test } from 'vitest';
import { createFileStore } from '../../api/core/fileStore.ts';

const folder = mkdtempSync(path.join(tmpdir(), 'dukou-store-'));
afterAll(() => rmSync(folder, { recursive: true }));

const read = async (key: string, at = folder) => {
  const file = await createFileStore(at).read(key);
  return file && { size: file.size, text: Buffer.concat(await file.stream.toArray()).toString() };
};

test('a content is there as soon as it is kept, replaced as a whole, and gone when it is deleted', async () => {
  const store = createFileStore(folder);
  await store.put('a', Buffer.from('first'));
  expect(await read('a')).toEqual({ size: 5, text: 'first' });
  await Promise.all([store.put('a', Buffer.from('second')), store.put('a.preview', Buffer.from('small'))]);
  expect([await read('a'), (await read('a.preview'))?.text]).toEqual([{ size: 6, text: 'second' }, 'small']);
  await store.delete('a');
  await store.delete('a');
  expect([await read('a'), (await read('a.preview'))?.text]).toEqual([undefined, 'small']);
});

test('nothing unfinished is left behind, and the folder is made only when there is something to keep', async () => {
  const empty = path.join(folder, 'made/later');
  expect(await read('a', empty)).toBeUndefined();
  expect(existsSync(empty)).toBe(false);
  await createFileStore(empty).put('a', Buffer.from('x'));
  const names = readdirSync(empty, { recursive: true }).map((name) => path.basename(String(name)));
  expect(names.filter((name) => name.length > 2)).toEqual([]);
  expect(names).toContain('a');
});

test.each(['../a', 'a/b', 'a\\b', '', '.', '..', 'a.', 'a.b.c', 'A', 'a\0', 'x'.repeat(65)])(
  'the key %j leads nowhere',
  async (key) => {
    const store = createFileStore(folder);
    for (const act of [
      () => store.put(key, Buffer.from('x')),
      () => store.read(key),
      () => store.delete(key),
    ])
      await expect(act()).rejects.toThrow('no key');
  },
);
