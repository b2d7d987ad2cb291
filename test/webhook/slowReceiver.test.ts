import { setTimeout as sleep } from 'node:timers/promises';
import { expect, test } from 'vitest';
import { buildHookOn, seqsOf, until } from './build.ts';
import { WebhooksAtWork } from './webhooksAtWork.ts';

const work = new WebhooksAtWork();

const attemptsOf = (webhookId: string) =>
  work.core.database.prisma.webhookAttempt.findMany({
    where: { delivery: { webhookId } },
    orderBy: { at: 'asc' },
  });

test('a receiver that takes seconds to answer gets everything once and in order', async () => {
  const receiver = await work.receive(async () => {
    await sleep(3_000);
    return 204;
  });
  const { talk, webhook } = await buildHookOn(work.core, receiver.url);
  const talks = await Promise.all([talk(2), talk(2)]);
  await until(async () => (await attemptsOf(webhook.id)).length === 4);
  for (const { visitorId } of talks) expect(seqsOf(receiver, visitorId)).toEqual([1, 2]);
  expect(receiver.calls).toHaveLength(4);
});

test('a call that is not answered within ten seconds has failed, and is made again', async () => {
  const receiver = await work.receive(() => (receiver.calls.length > 1 ? 204 : undefined));
  const { talk, webhook } = await buildHookOn(work.core, receiver.url);
  const { visitorId } = await talk(2);
  await until(() => receiver.once().length === 2);
  expect(seqsOf(receiver, visitorId)).toEqual([1, 2]);
  expect(receiver.calls.map(({ payload }) => payload.data.message?.seq)).toEqual([1, 1, 2]);
  expect(receiver.calls[0]?.id).toBe(receiver.calls[1]?.id);
  await until(async () => (await attemptsOf(webhook.id)).length === 3);
  const [failed] = await attemptsOf(webhook.id);
  expect(failed).toMatchObject({ statusCode: null, error: 'TIMEOUT' });
  expect(failed?.durationMs).toBeGreaterThanOrEqual(9_900);
  expect(failed?.durationMs).toBeLessThan(12_000);
});

test('a receiver that never answers does not hold up another webhook, however much waits for it', async () => {
  const [dead, good] = [await work.receive(() => undefined), await work.receive()];
  const { talk: sayToDead, webhook: deadHook } = await buildHookOn(work.core, dead.url);
  const { talk: sayToGood } = await buildHookOn(work.core, good.url);
  const talks = await Promise.all([1, 2, 3].map(() => sayToGood(0)));
  await Promise.all(Array.from({ length: 20 }, () => sayToDead(1)));
  await until(() => dead.calls.length > 0);
  await sleep(500);
  for (const { say } of talks) for (const text of ['1', '2']) await say(text);
  await until(() => good.once().length === 6);
  // Whatever was called there is still waited for.
  expect(await attemptsOf(deadHook.id)).toEqual([]);
  for (const { visitorId } of talks) expect(seqsOf(good, visitorId)).toEqual([1, 2]);
});
