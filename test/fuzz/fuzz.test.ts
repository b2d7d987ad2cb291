import { afterAll, beforeAll, expect, test } from 'vitest';
import { fuzzFrames } from './fuzzFrames.ts';
import { fuzzOperations } from './fuzzOperations.ts';
import { fuzzRequests } from './fuzzRequests.ts';
import { WatchedServer } from './watchedServer.ts';

// `npm run test:fuzz -- --seed N --operations 20000 --frames 100000` is the same for longer.

let watched: WatchedServer;
beforeAll(async () => {
  watched = await WatchedServer.start();
});
afterAll(() => watched.server.dispose());

test('whatever is asked by whomever is answered without an unexpected error, and nothing of our insides', async () => {
  const { asked, answered, codes, findings } = await fuzzOperations({ seed: 9, count: 400 });
  expect(findings).toEqual([]);
  expect(asked).toBe(400);
  // What is asked is not only refused.
  expect(answered).toBeGreaterThan(40);
  expect(Object.keys(codes)).toEqual(
    expect.arrayContaining(['INVALID_INPUT', 'NOT_ALLOWED', 'NOT_FOUND', 'NOT_SIGNED_IN']),
  );
}, 300_000);

test('whatever comes over a socket, it is closed with the right code and nothing else breaks', async () => {
  const { sent, closes, findings } = await fuzzFrames(watched, { seed: 9, count: 1_500 });
  expect(findings).toEqual([]);
  expect(sent).toBeGreaterThanOrEqual(1_500);
  expect(Object.keys(closes)).toEqual(expect.arrayContaining(['1002', '1007', '1009', '4400', '4429']));
});

test('whatever bytes come in place of a request, no answer is an accident', async () => {
  const { statuses, findings } = await fuzzRequests(watched, { seed: 9, count: 300 });
  expect(findings).toEqual([]);
  expect(Object.keys(statuses)).toEqual(expect.arrayContaining(['400']));
});

test('after all that the server answers, and its log has no error', async () => {
  expect(await watched.isWell()).toBe(true);
  expect(watched.errorsSince()).toEqual([]);
});
