import { afterEach, expect, test } from 'vitest';
import { followCondition } from '../../api/condition/followCondition.ts';
import { createRedisPubsub } from '../../api/core/redisPubsub.ts';
import { buildTestCore } from '../support/testCore.ts';
import { unreliableNetwork } from '../support/unreliableNetwork.ts';

const cleanups: (() => Promise<unknown>)[] = [];
afterEach(async () => {
  for (const cleanup of cleanups.splice(0).reverse()) await cleanup();
});

test('a service of one process reaches all that there is', async () => {
  const core = await buildTestCore();
  cleanups.push(() => core.close());
  const conditions = await followCondition(core);
  expect((await conditions.next()).value).toEqual({ reachesOthers: true });
  await conditions.return?.();
});

const { REDIS_URL: redisUrl } = process.env;
if (redisUrl) {
  test('when Redis goes and when it comes back, it is told that the others are not reached, and that they are', async () => {
    const core = await buildTestCore();
    const network = await unreliableNetwork(redisUrl);
    const url = new URL(redisUrl);
    url.port = new URL(network.url).port;
    const pubsub = createRedisPubsub(url.href, 'test-condition', core.log);
    cleanups.push(
      () => core.close(),
      () => network.close(),
      () => pubsub.close(),
    );
    await expect.poll(() => pubsub.reachesOthers, { timeout: 5_000 }).toBe(true);
    const conditions = await followCondition({ ...core, pubsub });
    const next = async () => (await conditions.next()).value as unknown;
    expect(await next()).toEqual({ reachesOthers: true });
    network.cut();
    expect(await next()).toEqual({ reachesOthers: false });
    network.restore();
    expect(await next()).toEqual({ reachesOthers: true });
    await conditions.return?.();
  });
}
