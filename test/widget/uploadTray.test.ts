import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { UploadTray, type UploadTrayOptions } from '../../widget/src/attachment/uploadTray.svelte.ts';
import { ConnectionLostError } from '../../widget/src/core/graphqlAnswer.ts';

beforeEach(() => void vi.useFakeTimers());
afterEach(() => void vi.useRealTimers());

type Post = UploadTrayOptions['post'];
const file = (name: string, size = 10) => new File(['x'.repeat(size)], name, { type: 'image/png' });
const taken = (name: string) =>
  ({
    __typename: 'Attachment',
    id: name,
    kind: 'IMAGE',
    name,
    size: 1,
    url: '/x',
    previewUrl: '/y',
  }) as never;

function buildTray(post: Post, maxBytes = 100) {
  return new UploadTray({ post, maxBytes: () => maxBytes, shrink: (one) => Promise.resolve(one) });
}
const settle = () => vi.advanceTimersByTimeAsync(10);

test('files are uploaded one after the other, and sent in the order in which they were chosen', async () => {
  let running = 0;
  let most = 0;
  const tray = buildTray(async ({ file: { name }, onProgress }) => {
    most = Math.max(most, ++running);
    onProgress(0.5);
    await Promise.resolve();
    running--;
    return taken(name);
  });
  tray.add([file('a.png'), file('b.png')]);
  expect(tray.isReady).toBe(false);
  await settle();
  expect([most, tray.isReady]).toEqual([1, true]);
  expect(tray.take().map(({ id }) => id)).toEqual(['a.png', 'b.png']);
  expect(tray.uploads).toEqual([]);
});

test('a lost connection is tried again by itself, and then by the visitor', async () => {
  const post = vi.fn<Post>(() => Promise.reject(new ConnectionLostError()));
  const tray = buildTray(post);
  tray.add([file('a.png')]);
  await vi.advanceTimersByTimeAsync(60_000);
  expect([post.mock.calls.length, tray.uploads[0]?.problem]).toEqual([5, 'LOST']);
  post.mockImplementation(() => Promise.resolve(taken('a.png')));
  tray.retry(tray.uploads[0]?.id ?? 0);
  await settle();
  expect(tray.isReady).toBe(true);
});

test('what the server will not take says why and keeps nothing else from being uploaded', async () => {
  const refused = { __typename: 'AttachmentRefusedError', reason: 'KIND_NOT_ALLOWED' } as never;
  const tray = buildTray(({ file: { name } }) => Promise.resolve(name === 'bad' ? refused : taken(name)));
  tray.add([file('bad'), file('big', 101), file('good')]);
  await settle();
  expect(tray.uploads.map(({ problem }) => problem)).toEqual(['KIND_NOT_ALLOWED', 'TOO_LARGE', '']);
  expect(tray.isReady).toBe(false);
  for (const { id } of tray.uploads.slice(0, 2)) tray.remove(id);
  expect(tray.take()).toHaveLength(1);
});

test('too many are sent when there is room again', async () => {
  const tooMany = { __typename: 'TooManyAttemptsError', retryAfterSeconds: 30 } as never;
  const post = vi.fn<Post>().mockResolvedValueOnce(tooMany).mockResolvedValueOnce(taken('a.png'));
  const tray = buildTray(post);
  tray.add([file('a.png')]);
  await vi.advanceTimersByTimeAsync(29_000);
  expect(post).toHaveBeenCalledTimes(1);
  await vi.advanceTimersByTimeAsync(2_000);
  expect(tray.isReady).toBe(true);
});

test('giving one up stops it, and the next one goes on', async () => {
  const signals: AbortSignal[] = [];
  const tray = buildTray(({ file: { name }, signal }) => {
    signals.push(signal);
    if (name === 'b') return Promise.resolve(taken('b'));
    return new Promise((_, reject) => signal.addEventListener('abort', () => reject(new Error('given up'))));
  });
  tray.add([file('a'), file('b')]);
  await settle();
  tray.remove(tray.uploads[0]?.id ?? 0);
  await settle();
  expect([signals[0]?.aborted, tray.take().map(({ id }) => id)]).toEqual([true, ['b']]);
});
