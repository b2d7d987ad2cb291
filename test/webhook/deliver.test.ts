import { expect, test } from 'vitest';
import { deleteWebhook } from '../../api/webhook/deleteWebhook.ts';
import { replayWebhookDelivery, replayWebhookDeliveries } from '../../api/webhook/replayWebhookDeliveries.ts';
import { rotateWebhookSecret } from '../../api/webhook/rotateWebhookSecret.ts';
import { sendTestEvent } from '../../api/webhook/sendTestEvent.ts';
import { webhookSecretOf } from '../../api/webhook/signatures.ts';
import { executeAs } from '../support/executeAs.ts';
import { buildHookOn, seqsOf, until } from './build.ts';
import { isSignedBy } from './receiver.ts';
import { WebhooksAtWork } from './webhooksAtWork.ts';

const work = new WebhooksAtWork();

const buildHook = (url: string) => buildHookOn(work.core, url);

test('a webhook is told what happens, signed after the Standard Webhooks specification', async () => {
  const receiver = await work.receive();
  const { webhook, talk, agent } = await buildHook(receiver.url);
  await talk(1);
  await until(() => receiver.accepted.length === 1);
  const [call] = receiver.accepted;
  expect(call?.payload).toMatchObject({ type: 'MESSAGE_SENT', data: { message: { seq: 1, text: '1' } } });
  expect(call?.id).toBe(`event_${call?.payload.id}`);
  expect(call?.headers['user-agent']).toMatch(/^Dukou/);
  const secret = await webhookSecretOf(work.core, webhook);
  expect(call && isSignedBy(call, secret)).toBe(true);
  expect(call && isSignedBy(call, `whsec_${Buffer.from('x'.repeat(32)).toString('base64')}`)).toBe(false);
  // After a rotation both secrets sign for a day.
  const rotated = await rotateWebhookSecret(work.core, agent, { webhookId: webhook.id });
  const newSecret = await webhookSecretOf(work.core, rotated);
  expect((await sendTestEvent(work.core, agent, { webhookId: webhook.id })).status).toBe('DELIVERED');
  const last = receiver.accepted.at(-1);
  expect(last && isSignedBy(last, secret) && isSignedBy(last, newSecret)).toBe(true);
  const soon = new Date(Date.now() - 1);
  await work.core.database.prisma.webhook.update({
    where: { id: webhook.id },
    data: { oldSecretUntil: soon },
  });
  await sendTestEvent(work.core, agent, { webhookId: webhook.id });
  const after = receiver.accepted.at(-1);
  expect(after && isSignedBy(after, secret)).toBe(false);
  expect(after && isSignedBy(after, newSecret)).toBe(true);
});

test('a receiver that fails half of the time gets every event, and those of a visitor in order', async () => {
  let count = 0;
  const receiver = await work.receive(() => (count++ % 2 === 0 ? 500 : 200));
  const { talk } = await buildHook(receiver.url);
  const talks = await Promise.all([talk(3), talk(3)]);
  await until(() => receiver.once().length === 6);
  for (const { visitorId } of talks) expect(seqsOf(receiver, visitorId)).toEqual([1, 2, 3]);
  const attempts = await work.core.database.prisma.webhookAttempt.findMany({ where: { statusCode: 500 } });
  expect(attempts.length).toBeGreaterThan(0);
  expect(attempts[0]?.answer).toBe('answer 500');
});

test('what fails for one visitor does not hold up the others', async () => {
  let badVisitor = '';
  const receiver = await work.receive(({ payload }) => (payload.data.visitor?.id === badVisitor ? 500 : 200));
  const { talk, webhook } = await buildHook(receiver.url);
  const bad = await talk(0);
  badVisitor = bad.visitorId;
  await bad.say('1');
  await bad.say('2');
  const good = await talk(3);
  await until(() => seqsOf(receiver, good.visitorId).length === 3);
  expect(seqsOf(receiver, bad.visitorId)).toEqual([]);
  const waiting = await work.core.database.prisma.webhookDelivery.findMany({
    where: { webhookId: webhook.id, visitorId: bad.visitorId },
    orderBy: { position: 'asc' },
  });
  expect(waiting.map(({ attemptsCount }) => attemptsCount > 0)).toEqual([true, false]);
  badVisitor = '';
  await until(() => seqsOf(receiver, bad.visitorId).length === 2);
  expect(seqsOf(receiver, bad.visitorId)).toEqual([1, 2]);
});

test('a webhook can be deleted in the middle of its deliveries', async () => {
  const receiver = await work.receive();
  // Embedded there is one connection, and nothing to lock each other out.
  const rounds = work.core.database.kind === 'server' ? 10 : 1;
  for (let round = 0; round < rounds; round++) {
    const { talk, webhook, agent } = await buildHook(receiver.url);
    const before = receiver.calls.length;
    await Promise.all(Array.from({ length: 12 }, () => talk(3)));
    await until(() => receiver.calls.length > before + round);
    expect(await deleteWebhook(work.core, agent, { webhookId: webhook.id })).toBe(webhook.id);
  }
});

test('what was delivered can be replayed, one or all of some time, under the same id', async () => {
  const receiver = await work.receive();
  const { talk, webhook, agent } = await buildHook(receiver.url);
  const before = new Date();
  await talk(2);
  const delivered = () =>
    work.core.database.prisma.webhookDelivery.findMany({
      where: { webhookId: webhook.id, status: 'DELIVERED' },
      orderBy: { position: 'asc' },
    });
  await until(async () => (await delivered()).length === 2);
  const [first] = await delivered();
  await replayWebhookDelivery(work.core, agent, { deliveryId: first?.id ?? '' });
  await until(() => receiver.accepted.length === 3);
  expect(receiver.accepted[2]?.id).toBe(receiver.accepted[0]?.id);
  await until(async () => (await delivered()).length === 3);
  const range = { webhookId: webhook.id, from: before, to: new Date(Date.now() + 1000) };
  expect(await replayWebhookDeliveries(work.core, agent, { ...range, isFailedOnly: true })).toBe(0);
  expect(await replayWebhookDeliveries(work.core, agent, range)).toBe(2);
  await until(() => receiver.accepted.length === 5);
  expect(new Set(receiver.accepted.map(({ id }) => id)).size).toBe(2);
});

test('the ledger tells what was delivered, of one kind of event if wanted', async () => {
  const receiver = await work.receive();
  const { talk, webhook, agent } = await buildHook(receiver.url);
  await talk(2);
  await until(() => receiver.accepted.length === 2);
  const countOf = async (type: string | null) => {
    const query = `query ($id: ID!, $type: EventType) {
      webhookDeliveries(webhookId: $id, type: $type) { edges { node { type } } }
    }`;
    const { webhookDeliveries } = await executeAs<{ webhookDeliveries: { edges: unknown[] } }>(
      work.core,
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
