import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { sweepAttachments } from '../../api/attachment/sweepAttachments.ts';
import { sweepDiscardedAttachments } from '../../api/attachment/sweepDiscardedAttachments.ts';
import { readEnvironment } from '../../api/core/environment.ts';
import type { FileStore } from '../../api/core/fileStore.ts';
import { createFileStore } from '../../api/core/openFileStore.ts';
import { sendMessage } from '../../api/message/sendMessage.ts';
import { deleteQuickReply } from '../../api/quickReply/deleteQuickReply.ts';
import { endSession } from '../../api/session/endSession.ts';
import { updateSettings } from '../../api/setting/updateSettings.ts';
import { eraseVisitor } from '../../api/visitor/eraseVisitor.ts';
import { exportVisitor } from '../../api/visitor/exportVisitor.ts';
import { sweepOldVisitors } from '../../api/visitor/sweepOldVisitors.ts';
import { buildReply } from '../quickReply/build.ts';
import { buildAgent, buildDepartment, buildSite, buildVisitor } from '../support/build.ts';
import { startBucket, type TestBucket } from '../support/bucket.ts';
import { buildTestCore, type TestCore } from '../support/testCore.ts';
import { buildAttachment } from './build.ts';

let core: TestCore;
let bucket: TestBucket;
beforeAll(async () => {
  bucket = await startBucket();
  core = await buildTestCore({ UPLOADS_PER_MINUTE: '1000' });
});
afterAll(async () => {
  await core.close();
  await bucket.stop();
});

/** Where contents are kept: the same is true of both. */
const stores: [string, () => FileStore][] = [
  ['a folder', () => createFileStore({ ...core.environment, bucket: undefined })],
  ['a bucket', () => createFileStore(readEnvironment(bucket.variables))],
];

const dayMs = 86_400_000;

async function buildTalk() {
  const department = await buildDepartment(core);
  const agent = await buildAgent(core, department, ['SEE_ALL_SESSIONS', 'MANAGE_VISITOR_DATA']);
  const site = await buildSite(core, department);
  const enter = async () => {
    const { session } = await buildVisitor(core, site);
    await core.database.prisma.session.update({
      where: { id: session.id },
      data: { ownerId: agent.agentId },
    });
    return session.id;
  };
  const send = (sessionId: string, attachmentId: string) =>
    sendMessage(core, agent, { sessionId, clientId: randomUUID(), text: '', attachmentId });
  return { agent, enter, send, keep: async (name?: string) => (await buildAttachment(core, agent, name)).id };
}

/** Whether the row, the content and the small image are there: all or none of them. */
async function isThere(id: string): Promise<boolean> {
  const row = await core.database.prisma.attachment.findUnique({ where: { id } });
  const files = await Promise.all([core.files.read(id), core.files.read(`${id}.preview`)]);
  for (const file of files) file?.stream.destroy();
  const found = [row, ...files].map((one) => Boolean(one));
  expect(new Set(found).size).toBe(1);
  return found[0] ?? false;
}

test('what no message and no reply has is removed after a day, and nothing else', async () => {
  const { agent, enter, send, keep } = await buildTalk();
  const [sent, replied, deleted, forgotten] = [await keep(), await keep(), await keep(), await keep()];
  await send(await enter(), sent);
  await buildReply(core, agent, { attachmentId: replied });
  const reply = await buildReply(core, agent, { attachmentId: deleted });
  await deleteQuickReply(core, agent, { replyId: reply.id });
  core.clock.advance(dayMs - 1000);
  const fresh = await keep();
  await sweepAttachments(core);
  for (const id of [sent, replied, deleted, forgotten, fresh]) expect(await isThere(id)).toBe(true);
  core.clock.advance(2000);
  await sweepAttachments(core);
  for (const id of [sent, replied, fresh]) expect(await isThere(id)).toBe(true);
  for (const id of [deleted, forgotten]) expect(await isThere(id)).toBe(false);
});

test('what a sweep left half done, the next one finishes', async () => {
  const { keep } = await buildTalk();
  const id = await keep();
  await core.files.delete(id);
  core.clock.advance(dayMs + 1000);
  await sweepAttachments(core);
  expect(await isThere(id)).toBe(false);
});

test.each(stores)('erasing a visitor removes from %s what only they were sent', async (_where, store) => {
  core.files = store();
  const { agent, enter, send, keep } = await buildTalk();
  const [sessionId, otherSessionId] = [await enter(), await enter()];
  const [own, shared, replied] = [await keep('秘密.png'), await keep(), await keep()];
  for (const id of [own, shared, replied]) await send(sessionId, id);
  await send(otherSessionId, shared);
  await buildReply(core, agent, { attachmentId: replied });
  await endSession(core, agent, { sessionId });
  const { content } = await exportVisitor(core, agent, { sessionId });
  expect(content).toContain('秘密.png');
  await eraseVisitor(core, agent, { sessionId });
  expect(await isThere(own)).toBe(false);
  for (const id of [shared, replied]) expect(await isThere(id)).toBe(true);
  const messages = await core.database.prisma.message.findMany({ where: { sessionId } });
  expect(messages.every(({ attachmentId }) => attachmentId === null)).toBe(true);
  const session = await core.database.prisma.session.findUniqueOrThrow({ where: { id: sessionId } });
  expect(session.lastMessageAttachment).toBeNull();
  expect(await core.database.prisma.message.count({ where: { attachmentId: shared } })).toBe(1);
});

test('when the store is away, the visitor is erased all the same, nobody reads the files, and they go when it is back', async () => {
  core.files = createFileStore(readEnvironment(bucket.variables));
  const { agent, enter, send, keep } = await buildTalk();
  const sessionId = await enter();
  const id = await keep();
  await send(sessionId, id);
  await endSession(core, agent, { sessionId });
  bucket.isAway = true;
  const visitor = await eraseVisitor(core, agent, { sessionId });
  expect(visitor.erasedAt).not.toBeNull();
  const found = () => core.database.prisma.attachment.findUnique({ where: { id } });
  expect((await found())?.discardedAt).toEqual(core.clock.now());
  await expect(send(await enter(), id)).rejects.toThrow();
  await sweepDiscardedAttachments(core);
  bucket.isAway = false;
  expect(bucket.objects.has(id)).toBe(true);
  await sweepDiscardedAttachments(core);
  expect([await found(), bucket.objects.has(id), bucket.objects.has(`${id}.preview`)]).toEqual([
    null,
    false,
    false,
  ]);
});

test('what somebody was just sending when it was discarded stays theirs', async () => {
  const { enter, send, keep } = await buildTalk();
  const id = await keep();
  await send(await enter(), id);
  await core.database.prisma.attachment.update({ where: { id }, data: { discardedAt: core.clock.now() } });
  await sweepDiscardedAttachments(core);
  expect(await isThere(id)).toBe(true);
  const { discardedAt } = await core.database.prisma.attachment.findUniqueOrThrow({ where: { id } });
  expect(discardedAt).toBeNull();
});

test.each(stores)(
  'retention removes the files of who was not there for so long from %s',
  async (_where, store) => {
    core.files = store();
    const { agent, enter, send, keep } = await buildTalk();
    const sessionId = await enter();
    const id = await keep();
    await send(sessionId, id);
    await endSession(core, agent, { sessionId });
    const admin = await buildAgent(core, await buildDepartment(core), ['MANAGE_SETTINGS']);
    await updateSettings(core, admin, { retentionDays: 30 });
    core.clock.advance(29 * dayMs);
    await sweepOldVisitors(core);
    expect(await isThere(id)).toBe(true);
    core.clock.advance(2 * dayMs);
    await sweepOldVisitors(core);
    expect(await isThere(id)).toBe(false);
    await updateSettings(core, admin, { retentionDays: 0 });
  },
);
