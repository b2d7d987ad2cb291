import { randomUUID } from 'node:crypto';
import { setTimeout as sleep } from 'node:timers/promises';
import { expect, test } from 'vitest';
import { CreateTestWebhookDocument, SendMessageDocument } from '../support/gql/generated.ts';
import { enterAsVisitor, expectAnswer, signInAs } from '../support/people.ts';
import { startServer } from '../support/server.ts';
import { isSignedBy, startReceiver } from './receiver.ts';

test(
  'a server that is killed in between leaves nothing undelivered: every event comes, each visitor’s in order',
  { timeout: 90_000 },
  async () => {
    let count = 0;
    let isDown = true;
    const receiver = await startReceiver(async () => {
      await sleep(30);
      return isDown || count++ % 3 === 0 ? 503 : 204;
    });
    await using server = await startServer({
      environment: { WEBHOOKS_MAY_CALL_PRIVATE_NETWORKS: 'true', WEBHOOK_RETRY_SECONDS: '1' },
    });
    const admin = await signInAs(server.url, 'admin');
    const input = { name: 'CRM', url: receiver.url, types: ['MESSAGE_SENT' as const] };
    const { createWebhook } = await admin.execute(CreateTestWebhookDocument, { input });
    const { secret } = expectAnswer(createWebhook, 'Webhook');
    const visitors = await Promise.all([1, 2, 3].map(() => enterAsVisitor(server.url)));
    const say = async (text: string) => {
      for (const { client, entry } of visitors) {
        const message = { sessionId: entry.session.id, clientId: randomUUID(), text };
        await client.execute(SendMessageDocument, { input: message });
      }
    };
    for (const text of ['1', '2', '3']) await say(text);
    while (receiver.calls.length < 3) await sleep(50);
    isDown = false;
    await sleep(300);
    await server.kill();
    await server.start();
    for (const text of ['4', '5']) await say(text);
    const deadline = Date.now() + 45_000;
    while (receiver.once().length < 15 && Date.now() < deadline) await sleep(100);
    for (const { entry } of visitors) {
      const texts = receiver
        .once()
        .filter(({ payload }) => payload.data.visitor?.id === entry.visitor.id)
        .map(({ payload }) => payload.data.message?.text);
      expect(texts).toEqual(['1', '2', '3', '4', '5']);
    }
    expect(receiver.accepted.every((call) => isSignedBy(call, secret))).toBe(true);
    await receiver.close();
  },
);
