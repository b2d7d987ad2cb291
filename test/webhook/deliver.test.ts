import { afterAll, afterEach, beforeAll, expect, test } from 'vitest';
import { systemClock } from '../../api/core/clock.ts';
import type { Core } from '../../api/core/core.ts';
import { deleteWebhook } from '../../api/webhook/deleteWebhook.ts';
import { replayWebhookDelivery, replayWebhookDeliveries } from '../../api/webhook/replayWebhookDeliveries.ts';
import { rotateWebhookSecret } from '../../api/webhook/rotateWebhookSecret.ts';
import { sendTestEvent } from '../../api/webhook/sendTestEvent.ts';
import { webhookSecretOf } from '../../api/webhook/signatures.ts';
import { WebhookDispatcher } from '../../api/webhook/webhookDispatcher.ts';
import { executeAs } from '../support/executeAs.ts';
import { buildTestCore, type TestCore } from '../support/testCore.ts';
import { buildHookOn, seqsOf, until } from './build.ts';
import { isSignedBy, startReceiver, type Receiver } from './receiver.ts';

let testCore: TestCore;
let core: Core;
let dispatcher: WebhookDispatcher;
let receivers: Receiver[] = [];
beforeAll(async () => {
  testCore = await buildTestCore({
    ENTRIES_PER_MINUTE: '100000',
    WEBHOOK_RETRY_SECONDS: '1',
    WEBHOOKS_MAY_CALL_PRIVATE_NETWORKS: 'true',
  });
  // Signatures are held against the real time.
  core = { ...testCore, clock: systemClock };
  dispatcher = new WebhookDispatcher(core);
  dispatcher.start();
});
afterEach(async () => {
  await core.database.prisma.webhook.deleteMany();
  for (const receiver of receivers) await receiver.close();
  receivers = [];
});
afterAll(async () => {
  await dispatcher.stop();
  await testCore.close();
});

const receive = async (...answer: Parameters<typeof startReceiver>) => {
  const receiver = await startReceiver(...answer);
  receivers.push(receiver);
  return receiver;
};

const buildHook = (url: string) => buildHookOn(core, url);

test('a webhook is told what happens, signed after the Standard Webhooks specification', async () => {
  const receiver = await receive();
  const { webhook, talk, agent } = await buildHook(receiver.url);
  await talk(1);
  await until(() => receiver.accepted.length === 1);
  const [call] = receiver.accepted;
  expect(call?.payload).toMatchObject({ type: 'MESSAGE_SENT', data: { message: { seq: 1, text: '1' } } });
  expect(call?.id).toBe(`event_${call?.payload.id}`);
  expect(call?.headers['user-agent']).toMatch(/^Dukou/);
  const secret = await webhookSecretOf(core, webhook);
  expect(call && isSignedBy(call, secret)).toBe(true);
  expect(call && isSignedBy(call, `whsec_${Buffer.from('x'.repeat(32)).toString('base64')}`)).toBe(false);
  // After a rotation both secrets sign for a day.
  const rotated = await rotateWebhookSecret(core, agent, { webhookId: webhook.id });
  const newSecret = await webhookSecretOf(core, rotated);
  expect((await sendTestEvent(core, agent, { webhookId: webhook.id })).status).toBe('DELIVERED');
  const last = receiver.accepted.at(-1);
  expect(last && isSignedBy(last, secret) && isSignedBy(last, newSecret)).toBe(true);
  const soon = new Date(Date.now() - 1);
  await core.database.prisma.webhook.update({ where: { id: webhook.id }, data: { oldSecretUntil: soon } });
  await sendTestEvent(core, agent, { webhookId: webhook.id });
  const after = receiver.accepted.at(-1);
  expect(after && isSignedBy(after, secret)).toBe(false);
  expect(after && isSignedBy(after, newSecret)).toBe(true);
});

test('a receiver that fails half of the time gets every event, and those of a visitor in order', async () => {
  let count = 0;
  const receiver = await receive(() => (count++ % 2 === 0 ? 500 : 200));
  const { talk } = await buildHook(receiver.url);
  const talks = await Promise.all([talk(3), talk(3)]);
  await until(() => receiver.once().length === 6);
  for (const { visitorId } of talks) expect(seqsOf(receiver, visitorId)).toEqual([1, 2, 3]);
  const attempts = await core.database.prisma.webhookAttempt.findMany({ where: { statusCode: 500 } });
  expect(attempts.length).toBeGreaterThan(0);
  expect(attempts[0]?.answer).toBe('answer 500');
});

test('what fails for one visitor does not hold up the others', async () => {
  let badVisitor = '';
  const receiver = await receive(({ payload }) => (payload.data.visitor?.id === badVisitor ? 500 : 200));
  const { talk, webhook } = await buildHook(receiver.url);
  const bad = await talk(0);
  badVisitor = bad.visitorId;
  await bad.say('1');
  await bad.say('2');
  const good = await talk(3);
  await until(() => seqsOf(receiver, good.visitorId).length === 3);
  expect(seqsOf(receiver, bad.visitorId)).toEqual([]);
  const waiting = await core.database.prisma.webhookDelivery.findMany({
    where: { webhookId: webhook.id, visitorId: bad.visitorId },
    orderBy: { position: 'asc' },
  });
  expect(waiting.map(({ attemptsCount }) => attemptsCount > 0)).toEqual([true, false]);
  badVisitor = '';
  await until(() => seqsOf(receiver, bad.visitorId).length === 2);
  expect(seqsOf(receiver, bad.visitorId)).toEqual([1, 2]);
});

test('a webhook can be deleted in the middle of its deliveries', async () => {
  const receiver = await receive();
  // Embedded there is one connection, and nothing to lock each other out.
  const rounds = core.database.kind === 'server' ? 10 : 1;
  for (let round = 0; round < rounds; round++) {
    const { talk, webhook, agent } = await buildHook(receiver.url);
    const before = receiver.calls.length;
    await Promise.all(Array.from({ length: 12 }, () => talk(3)));
    await until(() => receiver.calls.length > before + round);
    expect(await deleteWebhook(core, agent, { webhookId: webhook.id })).toBe(webhook.id);
  }
});

test('what was delivered can be replayed, one or all of some time, under the same id', async () => {
  const receiver = await receive();
  const { talk, webhook, agent } = await buildHook(receiver.url);
  const before = new Date();
  await talk(2);
  const delivered = () =>
    core.database.prisma.webhookDelivery.findMany({
      where: { webhookId: webhook.id, status: 'DELIVERED' },
      orderBy: { position: 'asc' },
    });
  await until(async () => (await delivered()).length === 2);
  const [first] = await delivered();
  await replayWebhookDelivery(core, agent, { deliveryId: first?.id ?? '' });
  await until(() => receiver.accepted.length === 3);
  expect(receiver.accepted[2]?.id).toBe(receiver.accepted[0]?.id);
  await until(async () => (await delivered()).length === 3);
  const range = { webhookId: webhook.id, from: before, to: new Date(Date.now() + 1000) };
  expect(await replayWebhookDeliveries(core, agent, { ...range, isFailedOnly: true })).toBe(0);
  expect(await replayWebhookDeliveries(core, agent, range)).toBe(2);
  await until(() => receiver.accepted.length === 5);
  expect(new Set(receiver.accepted.map(({ id }) => id)).size).toBe(2);
});

test('the ledger tells what was delivered, of one kind of event if wanted', async () => {
  const receiver = await receive();
  const { talk, webhook, agent } = await buildHook(receiver.url);
  await talk(2);
  await until(() => receiver.accepted.length === 2);
  const countOf = async (type: string | null) => {
    const query = `query ($id: ID!, $type: EventType) {
      webhookDeliveries(webhookId: $id, type: $type) { edges { node { type } } }
    }`;
    const { webhookDeliveries } = await executeAs<{ webhookDeliveries: { edges: unknown[] } }>(
      core,
      agent,
      query,
      { id: webhook.id, type },
    );
    return webhookDeliveries.edges.length;
  };
  expect(await countOf('MESSAGE_SENT')).toBe(2);
  expect(await countOf('VISITOR_TAGGED')).toBe(0);
  expect(await countOf(null)).toBe(2);
});
