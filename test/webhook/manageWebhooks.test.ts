import { afterAll, beforeAll, expect, test } from 'vitest';
import { InvalidInputError, NotAllowedError, NotFoundError } from '../../api/core/errors.ts';
import { createWebhook } from '../../api/webhook/createWebhook.ts';
import { deleteWebhook } from '../../api/webhook/deleteWebhook.ts';
import { rotateWebhookSecret } from '../../api/webhook/rotateWebhookSecret.ts';
import { sendTestEvent } from '../../api/webhook/sendTestEvent.ts';
import { updateWebhook } from '../../api/webhook/updateWebhook.ts';
import { TooManyWebhooksError, WebhookAddressRefusedError } from '../../api/webhook/webhookErrors.ts';
import { buildAgent, buildDepartment } from '../support/build.ts';
import { buildTestCore, type TestCore } from '../support/testCore.ts';

let core: TestCore;
beforeAll(async () => {
  core = await buildTestCore();
});
afterAll(() => core.close());

const hook = { name: 'CRM', url: 'https://203.0.113.9/hook', types: [], siteId: null };
/** A documentation address is none that is called; this one is. */
const good = { ...hook, url: 'https://8.8.8.8/hook' };

const buildManager = async () => buildAgent(core, await buildDepartment(core), ['MANAGE_WEBHOOKS']);

test('only who may manages webhooks, and the audit tells who did without the secret', async () => {
  const manager = await buildManager();
  const other = await buildManager();
  const plain = await buildAgent(core, await buildDepartment(core), ['MANAGE_SETTINGS']);
  const webhook = await createWebhook(core, manager, { ...good, types: ['SESSION_ENDED', 'SESSION_OPENED'] });
  expect(webhook.types).toEqual(['SESSION_OPENED', 'SESSION_ENDED']);
  const { id: webhookId } = webhook;
  const forbidden = [
    () => createWebhook(core, plain, good),
    () => updateWebhook(core, plain, { webhookId, isEnabled: false }),
    () => rotateWebhookSecret(core, plain, { webhookId }),
    () => sendTestEvent(core, plain, { webhookId }),
    () => deleteWebhook(core, plain, { webhookId }),
  ];
  for (const attempt of forbidden) await expect(attempt()).rejects.toThrow(NotAllowedError);
  // Who changes it answers for it: it is told what they may see.
  expect(await updateWebhook(core, other, { webhookId, name: 'ERP' })).toMatchObject({
    name: 'ERP',
    agentId: other.agentId,
  });
  await rotateWebhookSecret(core, other, { webhookId });
  await deleteWebhook(core, other, { webhookId });
  await expect(deleteWebhook(core, other, { webhookId })).rejects.toThrow(NotFoundError);
  const entries = await core.database.prisma.auditEntry.findMany({ where: { targetId: webhookId } });
  expect(entries.map(({ action }) => action).toSorted()).toEqual([
    'createWebhook',
    'deleteWebhook',
    'rotateWebhookSecret',
    'updateWebhook',
  ]);
  expect(JSON.stringify(entries)).not.toMatch(/whsec_|sealed/i);
});

test('addresses that would not be called are refused at once', async () => {
  const manager = await buildManager();
  for (const url of [
    'http://8.8.8.8/',
    'https://127.0.0.1/',
    'https://localhost/',
    'https://[::1]/',
    hook.url,
  ])
    await expect(createWebhook(core, manager, { ...good, url }), url).rejects.toThrow(
      WebhookAddressRefusedError,
    );
  for (const url of ['', 'x', 'ftp://8.8.8.8/', 'https://user:password@8.8.8.8/', 'javascript:alert(1)'])
    await expect(createWebhook(core, manager, { ...good, url }), url).rejects.toThrow(InvalidInputError);
  await expect(createWebhook(core, manager, { ...good, siteId: crypto.randomUUID() })).rejects.toThrow(
    NotFoundError,
  );
});

test('secrets are sealed, each its own', async () => {
  const manager = await buildManager();
  const made = [await createWebhook(core, manager, good), await createWebhook(core, manager, good)];
  expect(new Set(made.map(({ sealedSecret }) => sealedSecret)).size).toBe(2);
  for (const { sealedSecret } of made) expect(sealedSecret).not.toContain('whsec');
  await core.database.prisma.webhook.createMany({
    data: Array.from({ length: 48 }, () => ({
      ...good,
      agentId: manager.agentId,
      sealedSecret: '',
      lastNumber: 0,
    })),
  });
  await expect(createWebhook(core, manager, good)).rejects.toThrow(TooManyWebhooksError);
});
