import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { sendMessage } from '../../api/message/sendMessage.ts';
import { eraseVisitor } from '../../api/visitor/eraseVisitor.ts';
import { endSession } from '../../api/session/endSession.ts';
import { createWebhook } from '../../api/webhook/createWebhook.ts';
import { deliverLane } from '../../api/webhook/deliverLane.ts';
import { deliveryPayload } from '../../api/webhook/deliveryPayload.ts';
import { dueLanes } from '../../api/webhook/dueLanes.ts';
import { planDeliveries } from '../../api/webhook/planDeliveries.ts';
import { sweepWebhookDeliveries } from '../../api/webhook/sweepWebhookDeliveries.ts';
import { updateWebhook } from '../../api/webhook/updateWebhook.ts';
import type { Permission } from '../../prisma/generated/client/enums.ts';
import { buildAgent, buildDepartment, buildSite, buildVisitor } from '../support/build.ts';
import { buildTestCore, type TestCore } from '../support/testCore.ts';
import { startReceiver, type Receiver } from './receiver.ts';

let core: TestCore;
let receiver: Receiver;
let status = 500;
beforeAll(async () => {
  core = await buildTestCore({
    ENTRIES_PER_MINUTE: '100000',
    WEBHOOKS_MAY_CALL_PRIVATE_NETWORKS: 'true',
  });
  receiver = await startReceiver(() => status);
});
afterAll(async () => {
  await receiver.close();
  await core.close();
});

async function buildHook(...permissions: Permission[]) {
  const department = await buildDepartment(core);
  const site = await buildSite(core, department);
  const agent = await buildAgent(core, department, ['MANAGE_WEBHOOKS', ...permissions]);
  const hook = { name: 'CRM', url: receiver.url, types: ['MESSAGE_SENT' as const], siteId: site.id };
  const { id: webhookId } = await createWebhook(core, agent, hook);
  const { visitor, session } = await buildVisitor(core, site);
  const say = (text: string) =>
    sendMessage(core, visitor, { sessionId: session.id, clientId: randomUUID(), text });
  const lane = { webhookId, visitorId: visitor.visitorId };
  return { site, agent, webhookId, session, say, lane };
}

const statusesOf = async (webhookId: string) =>
  (
    await core.database.prisma.webhookDelivery.findMany({
      where: { webhookId },
      orderBy: { position: 'asc' },
    })
  ).map((one) => one.status);

test('pauses grow to an hour; what fails for a day is given up and the webhook switched off, with notice', async () => {
  status = 500;
  const { webhookId, agent, say, lane } = await buildHook('SEE_ALL_SESSIONS');
  await say('one');
  expect(await planDeliveries(core)).toEqual([lane]);
  const started = core.clock.now().getTime();
  const pauses: number[] = [];
  for (;;) {
    const again = await deliverLane(core, lane);
    if (!again) break;
    pauses.push(again.getTime() - core.clock.now().getTime());
    core.clock.advance(pauses.at(-1)! + 1);
  }
  expect(pauses[0]).toBeGreaterThanOrEqual(10_000);
  expect(pauses[0]).toBeLessThanOrEqual(12_000);
  expect(pauses[3]).toBeGreaterThan(pauses[0]! * 5);
  expect(Math.max(...pauses)).toBeLessThanOrEqual(3_600_000 * 1.2);
  expect(core.clock.now().getTime() - started).toBeGreaterThan(86_400_000);
  expect(await statusesOf(webhookId)).toEqual(['FAILED']);
  const webhook = await core.database.prisma.webhook.findUniqueOrThrow({ where: { id: webhookId } });
  expect(webhook).toMatchObject({ isEnabled: false, disabledReason: 'FAILING' });
  const [notice] = await core.database.prisma.auditEntry.findMany({
    where: { targetId: webhookId, action: 'disableWebhook' },
  });
  expect(notice?.changes).toMatchObject({ disabledReason: { after: 'FAILING' } });
  // Off, it is told nothing; on again, it goes on where it stopped.
  status = 200;
  await say('two');
  expect(await planDeliveries(core)).toEqual([]);
  const manager = await buildAgent(core, await buildDepartment(core), [
    'MANAGE_WEBHOOKS',
    'SEE_ALL_SESSIONS',
  ]);
  expect(manager.agentId).not.toBe(agent.agentId);
  await updateWebhook(core, manager, { webhookId, isEnabled: true });
  expect(await planDeliveries(core)).toEqual([lane]);
  expect(await dueLanes(core)).toEqual([lane]);
  expect(await deliverLane(core, lane)).toBe(null);
  expect(receiver.accepted.at(-1)?.payload.data.message?.text).toBe('two');
  await core.database.prisma.webhook.deleteMany();
});

test('what whoever made the webhook may not see is not told, at the moment of each call', async () => {
  status = 200;
  const { webhookId, agent, say, lane } = await buildHook('SEE_DEPARTMENT_SESSIONS');
  await say('我的电话是13912345678');
  await planDeliveries(core);
  await deliverLane(core, lane);
  // Without the permission contact data is masked here too.
  expect(receiver.accepted.at(-1)?.payload.data.message?.text).toBe('我的电话是***********');
  await say('two');
  await planDeliveries(core);
  const elsewhere = await buildDepartment(core);
  await core.database.prisma.agent.update({
    where: { id: agent.agentId },
    data: { departmentId: elsewhere.id },
  });
  await deliverLane(core, lane);
  expect(await statusesOf(webhookId)).toEqual(['DELIVERED', 'SKIPPED']);
  await say('three');
  expect(await planDeliveries(core)).toEqual([]);
  await core.database.prisma.agent.update({
    where: { id: agent.agentId },
    data: { deactivatedAt: new Date() },
  });
  await planDeliveries(core);
  const webhook = await core.database.prisma.webhook.findUniqueOrThrow({ where: { id: webhookId } });
  expect(webhook.disabledReason).toBe('MAKER_GONE');
});

test('nothing of an erased visitor is left in the ledger, and what is old leaves it', async () => {
  status = 200;
  const { webhookId, agent, session, say, lane } = await buildHook(
    'SEE_ALL_SESSIONS',
    'MANAGE_VISITOR_DATA',
    'END_COLLEAGUES_SESSIONS',
  );
  await say('a secret');
  await planDeliveries(core);
  await deliverLane(core, lane);
  await endSession(core, agent, { sessionId: session.id });
  const delivery = await core.database.prisma.webhookDelivery.findFirstOrThrow({ where: { webhookId } });
  expect(await deliveryPayload(core, agent, delivery)).toContain('a secret');
  const attempt = { deliveryId: delivery.id };
  await core.database.prisma.webhookAttempt.updateMany({ where: attempt, data: { answer: 'a secret' } });
  await eraseVisitor(core, agent, { sessionId: session.id });
  expect(await deliveryPayload(core, agent, delivery)).not.toContain('a secret');
  expect(await core.database.prisma.webhookAttempt.findFirst({ where: attempt })).toMatchObject({
    answer: '',
  });
  const stranger = await buildAgent(core, await buildDepartment(core), ['MANAGE_WEBHOOKS']);
  expect(await deliveryPayload(core, stranger, delivery)).toBe(null);
  core.clock.advance(31 * 86_400_000);
  await sweepWebhookDeliveries(core);
  expect(await statusesOf(webhookId)).toEqual([]);
});
