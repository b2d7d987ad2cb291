import { afterAll, beforeAll, expect, test } from 'vitest';
import type { Core } from '../../api/core/core.ts';
import { WebhookDispatcher } from '../../api/webhook/webhookDispatcher.ts';
import { webhooksChanged } from '../../api/webhook/webhookEvents.ts';
import { buildTestCore, type TestCore } from '../support/testCore.ts';
import { buildHookOn, seqsOf, until } from './build.ts';
import { startReceiver } from './receiver.ts';

const hourMs = 3_600_000;

let core: TestCore;
let dispatcher: WebhookDispatcher;
beforeAll(async () => {
  core = await buildTestCore({
    ENTRIES_PER_MINUTE: '100000',
    WEBHOOKS_MAY_CALL_PRIVATE_NETWORKS: 'true',
  });
  dispatcher = new WebhookDispatcher(core);
  dispatcher.start();
});
afterAll(async () => {
  await dispatcher.stop();
  await core.close();
});

test('a receiver that was down for an hour gets every event once and in order, though another process has taken over meanwhile', async () => {
  const receiver = await startReceiver();
  const { talk, webhook } = await buildHookOn(core, receiver.url);
  const { prisma } = core.database;
  const talks = await Promise.all([talk(1), talk(1)]);
  await until(() => receiver.once().length === 2);
  await receiver.close();

  /** Time passes until everybody's next try is due, and those who wait are looked at. */
  const passOn = async () => {
    const { nextAttemptAt } = await prisma.webhookDelivery.findFirstOrThrow({
      where: { webhookId: webhook.id, nextAttemptAt: { not: null } },
      orderBy: { nextAttemptAt: 'desc' },
    });
    core.clock.advance(Math.max(0, nextAttemptAt!.getTime() - core.clock.now().getTime()));
    core.pubsub.publish([webhooksChanged()]);
  };
  const failures = () =>
    prisma.webhookAttempt.count({ where: { delivery: { webhookId: webhook.id }, error: 'ECONNREFUSED' } });
  const downSince = core.clock.now().getTime();
  let tries = 0;
  for (; core.clock.now().getTime() - downSince < hourMs; tries++) {
    if (tries > 0) await passOn();
    for (const { say } of talks) await say(`while it is down, ${tries}`);
    await until(async () => (await failures()) === 2 * (tries + 1));
    if (tries === 3) {
      await dispatcher.stop();
      dispatcher = new WebhookDispatcher(core);
      dispatcher.start();
    }
  }
  // The pauses grow: an hour costs a receiver that is down a dozen calls for each visitor at most.
  expect(tries).toBeLessThan(12);
  const isFailing = { isEnabled: true, failingSince: new Date(downSince) };
  expect(await prisma.webhook.findUnique({ where: { id: webhook.id } })).toMatchObject(isFailing);

  await receiver.open();
  await passOn();
  await until(() => receiver.once().length === 2 + 2 * tries);
  const all = Array.from({ length: tries + 1 }, (_, i) => i + 1);
  for (const { visitorId } of talks) expect(seqsOf(receiver, visitorId)).toEqual(all);
  expect(receiver.calls).toHaveLength(2 + 2 * tries);
  await until(async () => {
    const { failingSince } = await prisma.webhook.findUniqueOrThrow({ where: { id: webhook.id } });
    return failingSince === null;
  });
  await receiver.close();
});

test('a process whose clock is an hour ahead of the database’s tries again in time all the same', async () => {
  await dispatcher.stop();
  const ahead: Core = {
    ...core,
    environment: { ...core.environment, webhookRetrySeconds: 1 },
    clock: { now: () => new Date(Date.now() + hourMs) },
  };
  dispatcher = new WebhookDispatcher(ahead);
  dispatcher.start();
  const receiver = await startReceiver(() => (receiver.calls.length > 1 ? 204 : 500));
  const { talk } = await buildHookOn(ahead, receiver.url);
  const { visitorId } = await talk(1);
  await until(() => receiver.once().length === 1);
  expect(seqsOf(receiver, visitorId)).toEqual([1]);
  await receiver.close();
});
