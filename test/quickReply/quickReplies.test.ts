import { afterAll, beforeAll, expect, test } from 'vitest';
import type { AgentActor } from '../../api/core/actor.ts';
import { InvalidInputError, NotAllowedError, NotFoundError } from '../../api/core/errors.ts';
import { deleteCategory } from '../../api/quickReply/deleteCategory.ts';
import { deleteQuickReply } from '../../api/quickReply/deleteQuickReply.ts';
import { fillSearchTexts } from '../../api/quickReply/fillSearchTexts.ts';
import { orderCategories } from '../../api/quickReply/orderCategories.ts';
import { orderQuickReplies } from '../../api/quickReply/orderQuickReplies.ts';
import { CategoryNameTakenError } from '../../api/quickReply/quickReplyErrors.ts';
import { renameCategory } from '../../api/quickReply/renameCategory.ts';
import { updateQuickReply } from '../../api/quickReply/updateQuickReply.ts';
import { useQuickReply } from '../../api/quickReply/useQuickReply.ts';
import { executeAs } from '../support/executeAs.ts';
import { buildTestCore, type TestCore } from '../support/testCore.ts';
import { buildCategory, buildReply, buildTeam } from './build.ts';

let core: TestCore;
beforeAll(async () => {
  core = await buildTestCore();
});
afterAll(() => core.close());

interface Filter {
  isPublic?: boolean;
  ownerId?: string;
  categoryId?: string;
  search?: string;
}

/** The titles that an agent is shown, in order. */
async function titlesFor(actor: AgentActor, filter: Filter = {}): Promise<string[]> {
  const source =
    'query ($filter: QuickReplyFilterInput) { quickReplies(filter: $filter, first: 200) { edges { node { title } } } }';
  const { quickReplies } = await executeAs<{ quickReplies: { edges: { node: { title: string } }[] } }>(
    core,
    actor,
    source,
    { filter },
  );
  return quickReplies.edges.map(({ node }) => node.title);
}

test('each agent has own replies, and everybody the public ones', async () => {
  const { supervisor, lin, wang } = await buildTeam(core);
  await buildReply(core, lin, { title: 'lin’s' });
  await buildReply(core, supervisor, { title: 'for all', isPublic: true });
  expect(await titlesFor(lin, { search: 'lin’s' })).toEqual(['lin’s']);
  expect(await titlesFor(wang, { search: 'lin’s' })).toEqual([]);
  expect(await titlesFor(wang, { isPublic: true, search: 'for all' })).toContain('for all');
});

test('a colleague’s replies are used, not changed, by agents of the same department and above; others know nothing of them', async () => {
  const { supervisor, lin, wang, stranger } = await buildTeam(core);
  const reply = await buildReply(core, lin, { title: 'how to come' });
  for (const agent of [supervisor, wang]) {
    expect(await titlesFor(agent, { ownerId: lin.agentId })).toEqual(['how to come']);
    await useQuickReply(core, agent, { replyId: reply.id });
    const change = { replyId: reply.id, title: 'mine' };
    await expect(updateQuickReply(core, agent, change)).rejects.toThrow(NotAllowedError);
    await expect(deleteQuickReply(core, agent, { replyId: reply.id })).rejects.toThrow(NotAllowedError);
  }
  expect(await titlesFor(stranger, { ownerId: lin.agentId })).toEqual([]);
  // Above oneself is nobody’s colleague.
  await buildReply(core, supervisor, { title: 'the chief’s' });
  expect(await titlesFor(lin, { ownerId: supervisor.agentId })).toEqual([]);
  for (const verb of [useQuickReply, deleteQuickReply])
    await expect(verb(core, stranger, { replyId: reply.id })).rejects.toThrow(NotFoundError);
});

test('public replies are kept by those with the permission, and the audit says who changed what', async () => {
  const { supervisor, lin } = await buildTeam(core);
  await expect(buildReply(core, lin, { isPublic: true })).rejects.toThrow(NotAllowedError);
  const reply = await buildReply(core, supervisor, { isPublic: true });
  await expect(deleteQuickReply(core, lin, { replyId: reply.id })).rejects.toThrow(NotAllowedError);
  await updateQuickReply(core, supervisor, { replyId: reply.id, content: '周几方便？' });
  await deleteQuickReply(core, supervisor, { replyId: reply.id });
  const entries = await core.database.prisma.auditEntry.findMany({
    where: { targetId: reply.id },
    orderBy: [{ at: 'asc' }, { id: 'asc' }],
  });
  expect(entries.map(({ action }) => action)).toEqual([
    'createQuickReply',
    'updateQuickReply',
    'deleteQuickReply',
  ]);
});

test.each([
  ['预约', '预约挂号'],
  ['哪天', '预约挂号'],
  ['yy', '预约挂号'],
  ['yuyue', '预约挂号'],
  ['YYGH', '预约挂号'],
  ['mri', 'MRI 检查'],
  ['MRIJC', 'MRI 检查'],
  ['100%', '满意 100%'],
  ['a_b', 'a_b'],
])('a search for %s finds %s by title, content or pinyin', async (search, title) => {
  const { lin } = await buildTeam(core);
  for (const one of ['预约挂号', 'MRI 检查', '满意 100%', 'a_b', 'axb'])
    await buildReply(core, lin, { title: one, content: one === '预约挂号' ? '您想约哪天？' : 'x' });
  expect(await titlesFor(lin, { search, isPublic: false })).toEqual([title]);
});

test('what came into the database without its search text is found after it was made up', async () => {
  const { lin } = await buildTeam(core);
  await core.database.prisma.quickReply.create({
    data: { ownerId: lin.agentId, title: '停车', content: '地下二层' },
  });
  expect(await titlesFor(lin, { search: 'tc', isPublic: false })).toEqual([]);
  await fillSearchTexts(core);
  expect(await titlesFor(lin, { search: 'tc', isPublic: false })).toEqual(['停车']);
});

test('replies stand by category and as they were put, and can be put elsewhere', async () => {
  const { lin, wang } = await buildTeam(core);
  const [first, second] = [await buildCategory(core, lin, 'first'), await buildCategory(core, lin, 'second')];
  const a = await buildReply(core, lin, { title: 'a', categoryId: second.id });
  const b = await buildReply(core, lin, { title: 'b', categoryId: first.id });
  const c = await buildReply(core, lin, { title: 'c', categoryId: first.id });
  const own = { isPublic: false };
  expect(await titlesFor(lin, own)).toEqual(['b', 'c', 'a']);
  await orderQuickReplies(core, lin, { ...own, categoryId: first.id, replyIds: [a.id, c.id] });
  expect(await titlesFor(lin, own)).toEqual(['a', 'c', 'b']);
  await updateQuickReply(core, lin, { replyId: b.id, categoryId: null });
  await orderCategories(core, lin, { ...own, categoryIds: [second.id] });
  expect(await titlesFor(lin, own)).toEqual(['a', 'c', 'b']);
  const theft = { ...own, categoryId: null, replyIds: [a.id] };
  await expect(orderQuickReplies(core, wang, theft)).rejects.toThrow(NotFoundError);
  const foreign = await buildCategory(core, wang, 'foreign');
  await expect(updateQuickReply(core, lin, { replyId: a.id, categoryId: foreign.id })).rejects.toThrow(
    NotFoundError,
  );
});

test('a category’s replies stay without one when it is deleted; names are free for others, and once for oneself', async () => {
  const { lin, wang, stranger } = await buildTeam(core);
  const category = await buildCategory(core, lin, '接待');
  const other = await buildCategory(core, lin, '术后');
  await buildCategory(core, wang, '接待');
  await expect(buildCategory(core, lin, '接待')).rejects.toThrow(CategoryNameTakenError);
  const rename = { categoryId: other.id, name: '接待' };
  await expect(renameCategory(core, lin, rename)).rejects.toThrow(CategoryNameTakenError);
  await expect(renameCategory(core, wang, { ...rename, name: 'x' })).rejects.toThrow(NotAllowedError);
  await expect(deleteCategory(core, stranger, { categoryId: other.id })).rejects.toThrow(NotFoundError);
  const reply = await buildReply(core, lin, { categoryId: category.id });
  await deleteCategory(core, lin, { categoryId: category.id });
  const left = await core.database.prisma.quickReply.findUniqueOrThrow({ where: { id: reply.id } });
  expect(left.categoryId).toBeNull();
});

test('uses are counted for the reply and for each agent', async () => {
  const { lin, wang } = await buildTeam(core);
  const { id: replyId } = await buildReply(core, lin);
  await Promise.all([useQuickReply(core, lin, { replyId }), useQuickReply(core, wang, { replyId })]);
  core.clock.advance(1000);
  expect((await useQuickReply(core, lin, { replyId })).usageCount).toBe(3);
  const uses = await core.database.prisma.quickReplyUse.findMany({ where: { replyId } });
  expect(new Map(uses.map(({ agentId, count }) => [agentId, count]))).toEqual(
    new Map([
      [lin.agentId, 2],
      [wang.agentId, 1],
    ]),
  );
});

test('blank titles, too long ones and too long contents are refused by name', async () => {
  const { lin } = await buildTeam(core);
  for (const wrong of [
    { title: ' ' },
    { title: 'x'.repeat(101) },
    { content: ' ' },
    { content: 'x'.repeat(4001) },
  ])
    await expect(buildReply(core, lin, wrong)).rejects.toThrow(InvalidInputError);
});
