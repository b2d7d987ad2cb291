import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { signOut } from '../../api/agent/signOut.ts';
import { InvalidInputError, NotFoundError } from '../../api/core/errors.ts';
import { sendMessage } from '../../api/message/sendMessage.ts';
import { deliverPushes } from '../../api/notification/deliverPushes.ts';
import { noteWatching } from '../../api/notification/noteWatching.ts';
import { PushAddressRefusedError } from '../../api/notification/notificationErrors.ts';
import { ownPushSubscriptions } from '../../api/notification/pushSubscriptionAccess.ts';
import { subscribeToPush } from '../../api/notification/subscribeToPush.ts';
import { testNotifications } from '../../api/notification/testNotifications.ts';
import { unsubscribeFromPush } from '../../api/notification/unsubscribeFromPush.ts';
import { vapidKeys } from '../../api/notification/vapidKeys.ts';
import { markRead } from '../../api/session/markRead.ts';
import { updateOwnSettings } from '../../api/setting/updateOwnSettings.ts';
import { buildAgent, buildConversation, ownOrigin } from '../support/build.ts';
import { buildTestCore, type TestCore } from '../support/testCore.ts';
import { startPushReceiver, type PushReceiver } from './pushReceiver.ts';

let core: TestCore;
let service: PushReceiver;
const device = { userAgent: 'Mozilla/5.0 (iPhone)', ownOrigin };

beforeAll(async () => {
  core = await buildTestCore({ WEBHOOKS_MAY_CALL_PRIVATE_NETWORKS: 'true' });
});
afterAll(() => core.close());
beforeEach(async () => {
  service = await startPushReceiver();
  return () => service.close();
});

/** A talk whose owner's browser is subscribed. */
async function build() {
  const talk = await buildConversation(core);
  await core.database.prisma.session.update({
    where: { id: talk.session.id },
    data: { ownerId: talk.agent.agentId },
  });
  const subscription = await subscribeToPush(core, talk.agent, service.subscription, device);
  const write = (text: string) =>
    sendMessage(core, talk.visitor, { sessionId: talk.session.id, clientId: randomUUID(), text });
  return { ...talk, subscription, write };
}
const pendingCount = () => core.database.prisma.pendingPush.count();

describe('a visitor’s message', () => {
  it('is pushed to the owner’s browser, encrypted for it alone and signed by this deployment', async () => {
    const { agent, session, write } = await build();
    const { seq } = await write('I need an appointment');
    await deliverPushes(core);
    const [push] = service.pushes;
    expect(push?.payload).toMatchObject({
      id: `MESSAGE_RECEIVED:${session.id}:${seq}`,
      kind: 'MESSAGE_RECEIVED',
      text: 'I need an appointment',
      language: 'zh-CN',
    });
    const { publicKey } = await vapidKeys(core);
    expect(push && service.isFrom(push, publicKey)).toBe(true);
    expect(push?.headers).toMatchObject({
      ttl: '600',
      topic: session.id.replaceAll('-', ''),
      urgency: 'high',
    });
    expect(await pendingCount()).toBe(0);
    expect((await ownPushSubscriptions(core, agent))[0]?.lastSentAt).toEqual(core.clock.now());
  });

  it('is told once however many came, with contact data masked for who may not see it', async () => {
    const { write } = await build();
    await write('hello');
    await write('call 13812345678');
    await deliverPushes(core);
    expect(service.pushes.map(({ payload }) => payload.text)).toEqual(['call ***********']);
  });

  it('is pushed after a while if an agent who looks at the console does not read it, and not if they do', async () => {
    const { agent, session, write } = await build();
    await noteWatching(core, agent, { isWatching: true });
    const { seq } = await write('are you there?');
    await deliverPushes(core);
    expect(service.pushes).toEqual([]);
    core.clock.advance(60_000);
    await deliverPushes(core);
    expect(service.pushes).toHaveLength(1);

    await noteWatching(core, agent, { isWatching: true });
    await write('hello?');
    await deliverPushes(core);
    await markRead(core, agent, { sessionId: session.id, seq: seq + 1 });
    core.clock.advance(60_000);
    await deliverPushes(core);
    expect(service.pushes).toHaveLength(1);
    expect(await pendingCount()).toBe(0);
  });

  it('is not pushed in quiet hours, nor when its kind is not to be shown', async () => {
    const { agent, write } = await build();
    const allDay = { from: '00:00', to: '24:00', urgentPasses: false };
    await updateOwnSettings(core, agent, { quietHours: allDay });
    await write('hello');
    await deliverPushes(core);
    const kind = 'MESSAGE_RECEIVED';
    const notificationRules = [{ kind, sound: 'DROP', isShown: false } as const];
    await updateOwnSettings(core, agent, { quietHours: null, notificationRules });
    await write('hello');
    await deliverPushes(core);
    expect(service.pushes).toEqual([]);
    expect(await pendingCount()).toBe(0);
  });

  it('is not pushed to who may not see the session any more', async () => {
    const { agent, department, session, write } = await build();
    await write('hello');
    const other = await buildAgent(core, department);
    const given = { where: { id: session.id }, data: { ownerId: other.agentId } };
    await core.database.prisma.session.update(given);
    await deliverPushes(core);
    expect(service.pushes).toEqual([]);
    expect((await ownPushSubscriptions(core, agent)).length).toBe(1);
  });
});

describe('a push service', () => {
  it('that fails is tried again, later and later, and never holds up the message', async () => {
    const { write } = await build();
    service.answer = 503;
    await write('hello');
    await deliverPushes(core);
    await deliverPushes(core);
    expect(service.pushes).toHaveLength(1);
    core.clock.advance(2_000);
    await deliverPushes(core);
    expect(service.pushes).toHaveLength(2);
    core.clock.advance(2_000);
    await deliverPushes(core);
    expect(service.pushes).toHaveLength(2);
    service.answer = 201;
    core.clock.advance(2_000);
    await deliverPushes(core);
    expect(service.pushes).toHaveLength(3);
    expect(await pendingCount()).toBe(0);
  });

  it.each([404, 410])('that answers %d knows the browser no more, and neither do we', async (status) => {
    const { agent, write } = await build();
    service.answer = status;
    await write('hello');
    await deliverPushes(core);
    expect(await ownPushSubscriptions(core, agent)).toEqual([]);
    expect(await pendingCount()).toBe(0);
  });

  it('that stays away for ten minutes is given up', async () => {
    const { write } = await build();
    service.answer = 503;
    await write('hello');
    core.clock.advance(601_000);
    await deliverPushes(core);
    expect(service.pushes).toEqual([]);
    expect(await pendingCount()).toBe(0);
  });
});

describe('a subscription', () => {
  it('ends with the sign-in, or when the agent ends it, and nobody else can', async () => {
    const { agent, department, subscription, write } = await build();
    const other = await buildAgent(core, department);
    const which = { pushSubscriptionId: subscription.id };
    await expect(unsubscribeFromPush(core, other, which)).rejects.toThrow(NotFoundError);
    await unsubscribeFromPush(core, agent, which);
    await subscribeToPush(core, agent, service.subscription, device);
    await signOut(core, agent);
    expect(await core.database.prisma.pushSubscription.count({ where: { agentId: agent.agentId } })).toBe(0);
    await write('hello');
    expect(await pendingCount()).toBe(0);
  });

  it('of a browser is the agent’s who signed in there last', async () => {
    const { agent, department } = await build();
    const other = await buildAgent(core, department);
    await subscribeToPush(core, other, service.subscription, device);
    expect(await ownPushSubscriptions(core, agent)).toEqual([]);
    expect(await ownPushSubscriptions(core, other)).toHaveLength(1);
  });

  it('keeps what is needed to write to the browser sealed', async () => {
    const { subscription } = await build();
    expect(JSON.stringify(subscription)).not.toContain(service.subscription.endpoint);
    expect(JSON.stringify(subscription)).not.toContain(service.subscription.authSecret);
  });

  it('is refused with keys that are none, or an address within our own network', async () => {
    const { agent } = await build();
    const subscribe = (change: object, on = core) =>
      subscribeToPush(on, agent, { ...service.subscription, ...change }, device);
    await expect(subscribe({ authSecret: 'short' })).rejects.toThrow(InvalidInputError);
    await expect(subscribe({ publicKey: '' })).rejects.toThrow(InvalidInputError);
    const strict = { ...core, environment: { ...core.environment, webhooksMayCallPrivateNetworks: false } };
    for (const endpoint of ['http://8.8.8.8/', 'https://127.0.0.1/', 'https://169.254.169.254/x'])
      await expect(subscribe({ endpoint }, strict)).rejects.toThrow(PushAddressRefusedError);
  });
});

it('a test is pushed at once to the browser that asks, and says what became of it', async () => {
  const { agent } = await build();
  expect(await testNotifications(core, agent)).toMatchObject({ isDelivered: true, statusCode: 201 });
  expect(service.pushes[0]?.payload.kind).toBe('TEST');
  service.answer = 410;
  expect(await testNotifications(core, agent)).toMatchObject({ isDelivered: false, isGone: true });
  expect(await testNotifications(core, agent)).toBeNull();
});

it('the keys by which we push are kept sealed and stay the same', async () => {
  const { publicKey, privateKey } = await vapidKeys(core);
  const stored = await core.database.prisma.storedSecret.findUniqueOrThrow({ where: { name: 'vapid' } });
  expect(stored.value).not.toContain(privateKey);
  const elsewhere = { ...core, database: { ...core.database, prisma: core.database.prisma } };
  expect((await vapidKeys(elsewhere)).publicKey).toBe(publicKey);
});
