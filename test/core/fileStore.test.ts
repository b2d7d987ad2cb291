import { existsSync, mkdtempSync, readdirSync, rmSync, utimesSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { readEnvironment } from '../../api/core/environment.ts';
import type { FileStore } from '../../api/core/fileStore.ts';
import { createFileStore, openFileStore } from '../../api/core/openFileStore.ts';
import { startBucket, type TestBucket } from '../support/bucket.ts';

const folder = mkdtempSync(path.join(tmpdir(), 'dukou-store-'));
let bucket: TestBucket;
beforeAll(async () => {
  bucket = await startBucket();
});
afterAll(async () => {
  await bucket.stop();
  rmSync(folder, { recursive: true });
});

const storeOf = (variables: Record<string, string>) => createFileStore(readEnvironment(variables));
const stores: [string, () => Record<string, string>][] = [
  ['a folder', () => ({ FILES_DIR: folder })],
  ['a bucket', () => bucket.variables],
];

async function read(store: FileStore, ...what: Parameters<FileStore['read']>) {
  const file = await store.read(...what);
  return file && { size: file.size, text: Buffer.concat(await file.stream.toArray()).toString() };
}

describe.each(stores)('in %s', (_where, variables) => {
  test('a content is there as soon as it is kept, replaced as a whole, and gone when it is deleted', async () => {
    const store = await openFileStore(readEnvironment(variables()));
    expect(await read(store, 'a')).toBeUndefined();
    await store.put('a', Buffer.from('first'));
    expect(await read(store, 'a')).toEqual({ size: 5, text: 'first' });
    await Promise.all([store.put('a', Buffer.from('second')), store.put('a.preview', Buffer.from('small'))]);
    expect(await read(store, 'a')).toEqual({ size: 6, text: 'second' });
    expect(await read(store, 'a.preview')).toEqual({ size: 5, text: 'small' });
    await store.delete('a');
    await store.delete('a');
    expect([await read(store, 'a'), (await read(store, 'a.preview'))?.text]).toEqual([undefined, 'small']);
  });

  test('a part of a content can be read, to its last byte', async () => {
    const store = storeOf(variables());
    await store.put('b', Buffer.from('0123456789'));
    expect(await read(store, 'b', { first: 2, last: 4 })).toEqual({ size: 3, text: '234' });
    expect(await read(store, 'b', { first: 9, last: 9 })).toEqual({ size: 1, text: '9' });
    expect(await read(store, 'missing', { first: 0, last: 1 })).toBeUndefined();
  });

  test('a large content comes back byte by byte', async () => {
    const store = storeOf(variables());
    const content = Buffer.alloc(10 * 1024 * 1024, 'Dukou 渡口 ');
    await store.put('large', content);
    const file = await store.read('large');
    expect(Buffer.concat((await file?.stream.toArray()) ?? []).equals(content)).toBe(true);
  });

  test.each(['../a', 'a/b', 'a\\b', '', '.', '..', 'a.', 'a.b.c', 'A', 'a\0', 'x'.repeat(65)])(
    'the key %j leads nowhere',
    async (key) => {
      const store = storeOf(variables());
      for (const act of [
        () => store.put(key, Buffer.from('x')),
        () => store.read(key),
        () => store.delete(key),
      ])
        await expect(act()).rejects.toThrow('no key');
    },
  );
});

test('a folder has nothing unfinished in it, and is made only when there is something to keep', async () => {
  const empty = path.join(folder, 'made/later');
  const store = storeOf({ FILES_DIR: empty });
  expect(await read(store, 'a')).toBeUndefined();
  await store.deleteUnfinished(new Date());
  expect(existsSync(empty)).toBe(false);
  await store.put('a', Buffer.from('x'));
  const names = readdirSync(empty, { recursive: true }).map((name) => path.basename(String(name)));
  expect(names.filter((name) => name.length > 2)).toEqual([]);
  expect(names).toContain('a');
});

test('what a process left that died while it wrote is taken away, but nothing that is being written', async () => {
  const place = path.join(folder, 'unfinished');
  const store = storeOf({ FILES_DIR: place });
  await store.put('a', Buffer.from('x'));
  const [part = ''] = readdirSync(place);
  const [old, young] = ['a.1.unfinished', 'a.2.unfinished'].map((name) => path.join(place, part, name));
  for (const file of [old, young]) writeFileSync(file ?? '', 'half');
  utimesSync(old ?? '', new Date('2026-11-01'), new Date('2026-11-01'));
  await store.deleteUnfinished(new Date('2026-11-02'));
  expect(readdirSync(path.join(place, part)).sort()).toEqual(['a', 'a.2.unfinished']);
});

describe('the start says what to set', () => {
  const opening = (variables: Record<string, string>) => openFileStore(readEnvironment(variables));

  test('when the key is wrong, the bucket missing, or nobody there', async () => {
    const { FILES_S3_URL: url = '' } = bucket.variables;
    const changes: Record<string, string>[] = [
      { FILES_S3_SECRET: 'wrong' },
      { FILES_S3_KEY_ID: 'unknown' },
      { FILES_S3_URL: `${url}-missing` },
      { FILES_S3_URL: 'http://127.0.0.1:10/files' },
    ];
    for (const change of changes)
      await expect(opening({ ...bucket.variables, ...change })).rejects.toThrow(
        /^The bucket http:.* of FILES_S3_URL cannot be used: .+ Check FILES_S3_URL, .*FILES_S3_SECRET/,
      );
  });

  test('when a key is not set at all', () => {
    const { FILES_S3_SECRET: _secret, ...rest } = bucket.variables;
    expect(() => readEnvironment(rest)).toThrow('FILES_S3_SECRET: FILES_S3_URL needs it');
    expect(() => readEnvironment({ FILES_S3_URL: 'ftp://x' })).toThrow('FILES_S3_URL');
  });

  test('when the folder is none', async () => {
    const file = path.join(folder, 'file');
    writeFileSync(file, '');
    await expect(opening({ FILES_DIR: file })).rejects.toThrow(/of FILES_DIR cannot be used: .+/);
  });
});
