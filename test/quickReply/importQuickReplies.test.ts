import fc from 'fast-check';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { NotAllowedError } from '../../api/core/errors.ts';
import { exportQuickReplies } from '../../api/quickReply/exportQuickReplies.ts';
import { importQuickReplies, previewImport } from '../../api/quickReply/importQuickReplies.ts';
import { MalformedFileError } from '../../api/quickReply/quickReplyErrors.ts';
import { readReplyFile, writeReplyFile } from '../../api/quickReply/replyFileRules.ts';
import { buildTestCore, type TestCore } from '../support/testCore.ts';
import { buildCategory, buildReply, buildTeam } from './build.ts';

let core: TestCore;
beforeAll(async () => {
  core = await buildTestCore();
});
afterAll(() => core.close());

const heading = 'category,title,content\n';

test('a file makes, changes and leaves replies as its preview says, and refuses lines by rule', async () => {
  const { lin } = await buildTeam(core);
  const category = await buildCategory(core, lin, '接待');
  await buildReply(core, lin, { title: '欢迎', content: '您好', categoryId: category.id });
  await buildReply(core, lin, { title: '再见', content: '再见！' });
  const csv = `${heading}接待,欢迎,您好，请问有什么可以帮您？\n,再见,再见！\n术后,复查,"一周后\n复查"\n,,没有标题\n,再见,又一次\n,${'x'.repeat(101)},长\n`;
  const input = { isPublic: false, csv };
  const preview = await previewImport(core, lin, input);
  expect(preview.map(({ action }) => action)).toEqual([
    'UPDATE',
    'UNCHANGED',
    'CREATE',
    'REFUSE',
    'REFUSE',
    'REFUSE',
  ]);
  expect(preview[3]?.violations).toMatchObject([{ field: 'title', rule: 'REQUIRED' }]);
  expect(preview[4]?.isRepeated).toBe(true);
  expect(preview[5]?.violations).toMatchObject([{ field: 'title', rule: 'TOO_LONG', limit: 100 }]);
  expect(await core.database.prisma.quickReply.count({ where: { ownerId: lin.agentId } })).toBe(2);
  expect(await importQuickReplies(core, lin, input)).toEqual(preview);
  const replies = await core.database.prisma.quickReply.findMany({
    where: { ownerId: lin.agentId },
    include: { category: true },
    orderBy: { title: 'asc' },
  });
  expect(
    Object.fromEntries(replies.map(({ title, content, category: one }) => [title, [one?.name, content]])),
  ).toEqual({
    欢迎: ['接待', '您好，请问有什么可以帮您？'],
    再见: [undefined, '再见！'],
    复查: ['术后', '一周后\n复查'],
  });
  expect((await importQuickReplies(core, lin, input)).slice(0, 3).map(({ action }) => action)).toEqual([
    'UNCHANGED',
    'UNCHANGED',
    'UNCHANGED',
  ]);
});

test('what was exported is imported without a change, whatever the texts are', async () => {
  const { lin } = await buildTeam(core);
  for (const content of ['a,b', '"quoted"', 'two\nlines', '表情😀，全角', '  spaces inside  x'])
    await buildReply(core, lin, { title: `t ${content}`.slice(0, 20), content: content.trim() });
  const csv = await exportQuickReplies(core, lin, { isPublic: false });
  const preview = await previewImport(core, lin, { isPublic: false, csv });
  expect(preview.map(({ action }) => action)).toEqual(Array(5).fill('UNCHANGED'));
});

test('a written file is read as it was, and no cell is a formula for a spreadsheet', () => {
  const cell = fc
    .oneof(
      fc.string({ unit: 'grapheme', maxLength: 30 }),
      fc.constantFrom('-5% 今天', '=1+1', '+86', '@所有人'),
    )
    .map((text) => text.replaceAll(/[\r\0]/g, '').trim())
    .filter((text) => !text.startsWith("'"));
  const line = fc.record({ category: cell, title: cell, content: cell });
  fc.assert(
    fc.property(fc.array(line, { minLength: 1, maxLength: 5 }), (lines) => {
      const read = readReplyFile(writeReplyFile(lines));
      expect(read.map(({ category, title, content }) => ({ category, title, content }))).toEqual(lines);
    }),
  );
  expect(writeReplyFile([{ category: '', title: '=1+1', content: '@SUM(A1)' }])).toContain("'=1+1");
});

test('headings may be Chinese and in another order, with a byte order mark; other files are refused', () => {
  expect(readReplyFile('\uFEFF内容,标题\n您好,欢迎\n')).toMatchObject([
    { title: '欢迎', content: '您好', category: '' },
  ]);
  for (const file of [
    '',
    'a,b\n1,2\n',
    'title\nx\n',
    `${heading}"unclosed`,
    `${heading}${'a,b,c\n'.repeat(2001)}`,
  ])
    expect(() => readReplyFile(file), file.slice(0, 20)).toThrow(MalformedFileError);
});

test('public replies are imported only by those with the permission', async () => {
  const { supervisor, lin } = await buildTeam(core);
  const input = { isPublic: true, csv: `${heading},公告,国庆照常出诊\n` };
  for (const verb of [previewImport, importQuickReplies])
    await expect(verb(core, lin, input)).rejects.toThrow(NotAllowedError);
  await importQuickReplies(core, supervisor, input);
  const where = { ownerId: null, title: '公告' };
  expect(await core.database.prisma.quickReply.count({ where })).toBe(1);
  const audited = { action: 'importQuickReplies', agentId: supervisor.agentId };
  expect(await core.database.prisma.auditEntry.count({ where: audited })).toBe(1);
});
