import { afterAll, beforeAll, expect, test } from 'vitest';
import { addContactDetail } from '../../api/contactDetail/addContactDetail.ts';
import { rejectContactDetail } from '../../api/contactDetail/rejectContactDetail.ts';
import type { AgentActor } from '../../api/core/actor.ts';
import { useQuickReply } from '../../api/quickReply/useQuickReply.ts';
import { searchQuickReplies } from '../../api/search/searchQuickReplies.ts';
import { searchSessions } from '../../api/search/searchSessions.ts';
import { searchVisitors } from '../../api/search/searchVisitors.ts';
import { updateVisitor } from '../../api/visitor/updateVisitor.ts';
import { visitPage } from '../../api/pageVisit/visitPage.ts';
import { enterSite } from '../../api/visitor/enterSite.ts';
import { buildReply, buildTeam } from '../quickReply/build.ts';
import { connection } from '../support/executeAs.ts';
import { buildTestCore, type TestCore } from '../support/testCore.ts';
import { buildDesk, buildTalk, keepSearchable, nicknamesOf } from './build.ts';

let core: TestCore;
beforeAll(async () => {
  core = await buildTestCore({ ENTRIES_PER_MINUTE: '1000' });
});
afterAll(() => core.close());

async function visitorsFound(agent: AgentActor, query: string) {
  const { found } = await searchVisitors(core, agent, { query });
  return found.map(({ hit }) => hit);
}
const nicknames = async (agent: AgentActor, query: string) =>
  nicknamesOf(core, await visitorsFound(agent, query));

/** Before and after it is in the index. */
async function inBothStates(check: () => Promise<void>) {
  await check();
  await keepSearchable(core);
  await check();
}

test('visitors are found by nickname, its pinyin, note and contact data', async () => {
  const { site, agent } = await buildDesk(core);
  const { session } = await buildTalk(core, site, ['我电话13912345678']);
  await updateVisitor(core, agent, {
    sessionId: session.id,
    nickname: '女士张三丰',
    note: '怕疼，要无痛 MRI',
  });
  await addContactDetail(core, agent, { sessionId: session.id, kind: 'WECHAT', value: 'Fang_2020' });
  await inBothStates(async () => {
    const queries = '三丰 zhangsanfeng zsf nvshi sanf 无痛 mri 1234 fang 2020 张三 fang_20'.split(' ');
    for (const query of queries)
      expect({ query, found: await nicknames(agent, query) }).toEqual({ query, found: ['女士张三丰'] });
    expect(await nicknames(agent, '怕疼 zsf 5678')).toEqual(['女士张三丰']);
    for (const query of ['hangsan', 'zf', '13800000000', '有痛', '怕疼 李'])
      expect({ query, found: await nicknames(agent, query) }).toEqual({ query, found: [] });
  });
  const [hit] = await visitorsFound(agent, 'zsf 疼 345');
  expect(hit).toMatchObject({
    nicknameRanges: [{ start: 2, end: 5 }],
    noteRanges: [{ start: 1, end: 2 }],
    contacts: [{ kind: 'PHONE', value: '13912345678', ranges: [{ start: 5, end: 8 }] }],
  });
});

test('who comes several times is found once, with the latest session', async () => {
  const { site, agent } = await buildDesk(core);
  const { session } = await buildTalk(core, site, []);
  await updateVisitor(core, agent, { sessionId: session.id, nickname: '常客' });
  const later = await core.database.prisma.session.create({
    data: { ...session, formAnswers: [], id: undefined as never },
  });
  await inBothStates(async () => {
    const { found } = await searchVisitors(core, agent, { query: '常客' });
    expect(found.map(({ hit }) => hit.sessionId)).toEqual([later.id]);
  });
});

test('a rejected value finds nobody', async () => {
  const { site, agent } = await buildDesk(core);
  const { session, visitor } = await buildTalk(core, site, ['微信 wrong_one1']);
  expect(await visitorsFound(agent, 'wrong')).toHaveLength(1);
  const detail = await core.database.prisma.contactDetail.findFirstOrThrow({
    where: { visitorId: visitor.visitorId },
  });
  await rejectContactDetail(core, agent, { sessionId: session.id, detailId: detail.id });
  await inBothStates(async () => expect(await visitorsFound(agent, 'wrong')).toEqual([]));
});

test('sessions are found by title and address of a page that was seen in them', async () => {
  const { site, agent } = await buildDesk(core);
  const entry = await enterSite(
    core,
    { siteKey: site.key, pageUrl: 'https://chat.example/zhongzhi/a?from=baidu', pageTitle: '种植牙 · 价格' },
    connection,
  );
  await visitPage(core, entry.actor, {
    sessionId: entry.session.id,
    pageUrl: 'https://chat.example/contact',
    pageTitle: '联系我们',
  });
  const pages = async (query: string) =>
    (await searchSessions(core, agent, { query })).found.map(({ hit }) => hit.title);
  expect(await pages('种植 价格')).toEqual(['种植牙 · 价格']);
  expect(await pages('价格 baidu')).toEqual(['种植牙 · 价格']);
  expect(await pages('chat.example')).toEqual(['联系我们']);
  expect(await pages('价格 联系')).toEqual([]);
  const [found] = (await searchSessions(core, agent, { query: '种植 zhong' })).found;
  expect(found?.hit).toMatchObject({
    sessionId: entry.session.id,
    titleRanges: [{ start: 0, end: 2 }],
    urlRanges: [{ start: 21, end: 26 }],
  });
});

test('quick replies are found by title, its pinyin and content, those used most first, but none of others', async () => {
  const { supervisor, lin, stranger } = await buildTeam(core);
  await buildReply(core, supervisor, { title: '医保报销', content: '可以报销一部分', isPublic: true });
  const often = await buildReply(core, lin, { title: '女科预约', content: '请问约哪天？报销问前台' });
  await buildReply(core, stranger, { title: '报销二', content: '不报销' });
  await useQuickReply(core, lin, { replyId: often.id });
  const titles = async (agent: AgentActor, query: string) =>
    (await searchQuickReplies(core, agent, { query })).found.map(({ hit }) => hit.reply.title);
  expect(await titles(lin, '报销')).toEqual(['女科预约', '医保报销']);
  expect(await titles(lin, 'nvke')).toEqual(['女科预约']);
  expect(await titles(lin, 'yy 报销')).toEqual(['女科预约']);
  expect((await titles(stranger, '报销')).toSorted()).toEqual(['医保报销', '报销二']);
  expect(await titles(lin, '%')).toEqual([]);
  const page = await searchQuickReplies(core, lin, { query: '报销', first: 1 });
  expect(page.hasMore).toBe(true);
  const next = await searchQuickReplies(core, lin, { query: '报销', first: 1, after: page.endCursor });
  expect(next).toMatchObject({ hasMore: false, found: [{ hit: { titleRanges: [{ start: 2, end: 4 }] } }] });
});
