import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, expect, test } from 'vitest';
import type { AgentActor } from '../../api/core/actor.ts';
import { InvalidInputError, NotFoundError } from '../../api/core/errors.ts';
import { exportQuickReplies } from '../../api/quickReply/exportQuickReplies.ts';
import { importQuickReplies } from '../../api/quickReply/importQuickReplies.ts';
import { updateQuickReply } from '../../api/quickReply/updateQuickReply.ts';
import { buildAttachment } from '../attachment/build.ts';
import { executeAs } from '../support/executeAs.ts';
import { buildTestCore, type TestCore } from '../support/testCore.ts';
import { buildReply, buildTeam } from './build.ts';

let core: TestCore;
beforeAll(async () => {
  core = await buildTestCore({ UPLOADS_PER_MINUTE: '1000' });
});
afterAll(() => core.close());

const upload = async (agent: AgentActor) => (await buildAttachment(core, agent)).id;

test('a reply has text, an image or file, or both, but not neither', async () => {
  const { lin } = await buildTeam(core);
  const attachmentId = await upload(lin);
  const reply = await buildReply(core, lin, { content: '', attachmentId });
  expect(reply).toMatchObject({ content: '', attachmentId });
  const { id: replyId } = reply;
  await expect(updateQuickReply(core, lin, { replyId, attachmentId: null })).rejects.toThrow(
    InvalidInputError,
  );
  expect(await updateQuickReply(core, lin, { replyId, content: '路线' })).toMatchObject({ attachmentId });
  const other = await upload(lin);
  expect(await updateQuickReply(core, lin, { replyId, attachmentId: other })).toMatchObject({
    attachmentId: other,
    content: '路线',
  });
  expect(await updateQuickReply(core, lin, { replyId, attachmentId: null })).toMatchObject({
    attachmentId: null,
  });
  await expect(updateQuickReply(core, lin, { replyId, content: '' })).rejects.toThrow(InvalidInputError);
  await expect(buildReply(core, lin, { content: ' ' })).rejects.toThrow(InvalidInputError);
});

test('a reply takes what its maker uploaded, or what a reply brings that they may use', async () => {
  const { supervisor, lin, stranger } = await buildTeam(core);
  const foreign = await upload(stranger);
  await expect(buildReply(core, lin, { attachmentId: foreign })).rejects.toThrow(NotFoundError);
  await expect(buildReply(core, lin, { attachmentId: randomUUID() })).rejects.toThrow(NotFoundError);
  await buildReply(core, stranger, { attachmentId: foreign });
  await expect(buildReply(core, lin, { attachmentId: foreign })).rejects.toThrow(NotFoundError);
  const shared = await upload(supervisor);
  await buildReply(core, supervisor, { attachmentId: shared, isPublic: true });
  expect(await buildReply(core, lin, { attachmentId: shared })).toMatchObject({ attachmentId: shared });
});

test('the audit says that a public reply got another image', async () => {
  const { supervisor } = await buildTeam(core);
  const [first, second] = [await upload(supervisor), await upload(supervisor)];
  const { id: replyId } = await buildReply(core, supervisor, { isPublic: true, attachmentId: first });
  await updateQuickReply(core, supervisor, { replyId, attachmentId: second });
  const entries = await core.database.prisma.auditEntry.findMany({
    where: { targetId: replyId },
    orderBy: [{ at: 'asc' }, { id: 'asc' }],
  });
  expect(entries.map(({ changes }) => (changes as Record<string, unknown>).attachmentId)).toEqual([
    { before: null, after: first },
    { before: first, after: second },
  ]);
});

test('a file of replies says nothing of images: an import leaves them where they are', async () => {
  const { lin } = await buildTeam(core);
  const attachmentId = await upload(lin);
  const alone = await buildReply(core, lin, { title: '路线', content: '', attachmentId });
  const both = await buildReply(core, lin, { title: '停车', content: '旧', attachmentId });
  const csv = await exportQuickReplies(core, lin, { isPublic: false });
  expect(csv).not.toContain(attachmentId);
  const again = await importQuickReplies(core, lin, { isPublic: false, csv });
  expect(again.map(({ action }) => action)).toEqual(['UNCHANGED', 'UNCHANGED']);
  const report = await importQuickReplies(core, lin, { isPublic: false, csv: csv.replace('旧', '新') });
  expect(report.map(({ action }) => action).toSorted()).toEqual(['UNCHANGED', 'UPDATE']);
  for (const { id } of [alone, both]) {
    const now = await core.database.prisma.quickReply.findUniqueOrThrow({ where: { id } });
    expect(now.attachmentId).toBe(attachmentId);
  }
  const empty = 'title,content\n另一个,\n';
  const refused = await importQuickReplies(core, lin, { isPublic: false, csv: empty });
  expect(refused.map(({ action }) => action)).toEqual(['REFUSE']);
});

test('a page of replies costs one statement more for all their images together', async () => {
  const { lin } = await buildTeam(core);
  const source =
    'query { quickReplies(filter: { isPublic: false }, first: 100) { edges { node { title attachment { id url } } } } }';
  const countOf = async () => {
    const before = core.statements.length;
    await executeAs(core, lin, source);
    return core.statements.length - before;
  };
  await buildReply(core, lin);
  await countOf();
  const without = await countOf();
  for (let i = 0; i < 10; i++) await buildReply(core, lin, { attachmentId: await upload(lin) });
  await countOf();
  expect(await countOf()).toBeLessThanOrEqual(without + 1);
});

test('a suggestion brings what its reply does, and two replies without text are two suggestions', async () => {
  const { lin } = await buildTeam(core);
  const [first, second] = [await upload(lin), await upload(lin)];
  await buildReply(core, lin, { title: '乘车路线', content: '', attachmentId: first });
  await buildReply(core, lin, { title: '乘车地图', content: '', attachmentId: second });
  const { suggestions } = await executeAs<{ suggestions: { text: string; attachment: { id: string } }[] }>(
    core,
    lin,
    'query { suggestions(text: "乘车") { text title attachment { id previewUrl } } }',
  );
  expect(new Set(suggestions.map(({ attachment }) => attachment.id))).toEqual(new Set([first, second]));
});
