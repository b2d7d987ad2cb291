import { afterAll, beforeAll, expect, test } from 'vitest';
import { rejectContactDetail } from '../../api/contactDetail/rejectContactDetail.ts';
import { setDoNotDisturb } from '../../api/session/setDoNotDisturb.ts';
import { sendMessage } from '../../api/message/sendMessage.ts';
import { followSession } from '../../api/session/followSession.ts';
import { createTag } from '../../api/tag/createTag.ts';
import { deleteTag } from '../../api/tag/deleteTag.ts';
import { enterSite } from '../../api/visitor/enterSite.ts';
import { connection, executeAs } from '../support/executeAs.ts';
import { buildAgent } from '../support/build.ts';
import { buildTestCore, type TestCore } from '../support/testCore.ts';
import { buildTalk } from './build.ts';

let core: TestCore;
beforeAll(async () => {
  core = await buildTestCore();
});
afterAll(() => core.close());

test('what a visitor writes is kept with the message, the place in it and the rule that found it', async () => {
  const { say, details, visitorId, sessionId } = await buildTalk(core);
  await say('你好');
  const { seq } = await say('我电话 138 1234 5678，麻烦回电');
  const [detail, ...others] = await details();
  expect(others).toEqual([]);
  expect(detail).toMatchObject({
    kind: 'PHONE',
    value: '13812345678',
    status: 'FOUND',
    isByHand: false,
    sessionId,
  });
  expect(detail?.rule).toBeTruthy();
  const spans = detail?.spans as { seq: number; start: number; end: number }[];
  expect(spans.every((span) => span.seq === seq)).toBe(true);
  const text = '我电话 138 1234 5678，麻烦回电';
  expect(
    spans
      .map(({ start, end }) => text.slice(start, end))
      .join('')
      .replaceAll(/\D/g, ''),
  ).toBe('13812345678');
  const visitor = await core.database.prisma.visitor.findUniqueOrThrow({ where: { id: visitorId } });
  expect(visitor.contactKinds).toEqual(['PHONE']);
});

test('a number given in pieces is put together, and points at each of the messages', async () => {
  const { say, details } = await buildTalk(core);
  const first = await say('我把号码拆开发，前面是173');
  const second = await say('中间 6042');
  expect(await details()).toEqual([]);
  const third = await say('最后 8895');
  const [detail] = await details();
  expect(detail).toMatchObject({ kind: 'PHONE', value: '17360428895' });
  const seqs = (detail?.spans as { seq: number }[]).map(({ seq }) => seq);
  expect([...new Set(seqs)]).toEqual([first.seq, second.seq, third.seq]);
});

test('a phone number tags 转电, a WeChat id 转微, once, signed by nobody and said in the thread to agents', async () => {
  const { say, tagNames, visitorId, sessionId } = await buildTalk(core);
  const { seq } = await say('电话13812345678');
  await say('再说一遍13812345678');
  await say('另一个13912345678');
  expect(await tagNames()).toEqual(['转电']);
  await say('加微信 lovecat_1127');
  expect(await tagNames()).toEqual(['转电', '转微']);
  const taggings = await core.database.prisma.tagging.findMany({
    where: { visitorId },
    orderBy: { taggedAt: 'asc' },
  });
  expect(taggings[0]).toMatchObject({ isAutomatic: true, agentId: null, sessionId, seq });
  const lines = await core.database.prisma.message.findMany({
    where: { sessionId, author: 'SYSTEM' },
    orderBy: { seq: 'asc' },
  });
  expect(lines).toMatchObject([
    { notice: 'VISITOR_TAGGED', about: '转电', agentName: null, isInternal: true },
    { notice: 'VISITOR_TAGGED', about: '转微', agentName: null, isInternal: true },
  ]);
});

test('which kind sets which tag is a setting of the tag', async () => {
  const { department, say, tagNames } = await buildTalk(core);
  const admin = await buildAgent(core, department, ['MANAGE_TAGS', 'MANAGE_SYSTEM_TAGS']);
  await say('我QQ 50923671');
  expect(await tagNames()).toEqual([]);
  const tag = await createTag(core, admin, { name: '有QQ', color: '#123456', kinds: ['QQ'], isSystem: true });
  await say('另一个QQ 50923672');
  expect(await tagNames()).toEqual(['有QQ']);
  await deleteTag(core, admin, { tagId: tag.id });
  await say('还有QQ 50923673');
  expect(await tagNames()).toEqual([]);
});

test('a corrected number adds the newer one and keeps the older; the newer age is the one that counts', async () => {
  const { say, details, ask, agent } = await buildTalk(core);
  await say('我电话13790264518，今年35岁');
  await say('打错了，是13790264581');
  await say('年龄也打错了，今年36岁');
  expect((await details()).map(({ value }) => value).toSorted()).toEqual(
    ['13790264518', '13790264581', '35', '36'].toSorted(),
  );
  const { visitor } = await ask<{ visitor: { contactDetails: { value: string; isCurrent: boolean }[] } }>(
    agent,
    'visitor { contactDetails { value isCurrent } }',
  );
  const current = visitor.contactDetails.filter(({ isCurrent }) => isCurrent).map(({ value }) => value);
  expect(current.toSorted()).toEqual(['13790264518', '13790264581', '36'].toSorted());
});

test('a message sent again tells nothing twice', async () => {
  const { say, details, visitorId } = await buildTalk(core);
  const [first, second] = await Promise.all([say('电话13812345678', 'same'), say('电话13812345678', 'same')]);
  expect(second.seq).toBe(first.seq);
  expect(await details()).toHaveLength(1);
  expect(await core.database.prisma.tagging.count({ where: { visitorId } })).toBe(1);
});

test('what holds nothing costs no statement more, and no transaction', async () => {
  const { say } = await buildTalk(core);
  const statementsOf = async (text: string) => {
    const from = core.statements.length;
    await say(text);
    return core.statements.slice(from).length;
  };
  await say('你好');
  const plain = await statementsOf('谢谢');
  expect(await statementsOf('今天 3 点可以吗')).toBe(plain);
});

test('agents who look on hear at once what became known, and visitors hear nothing of it', async () => {
  const { say, agent, visitor, sessionId } = await buildTalk(core);
  const stream = await followSession(core, agent, { sessionId, after: 0 });
  const own = await followSession(core, visitor, { sessionId, after: 0 });
  await say('电话13812345678');
  const types: string[] = [];
  while (!types.includes('VisitorChanged')) {
    const { value } = await stream.next();
    types.push((value as { type: string }).type);
  }
  expect(types.slice(0, 2)).toContain('MessageSent');
  await say('end');
  const heard: { type: string; message?: { text: string; isInternal: boolean } }[] = [];
  while (heard.at(-1)?.message?.text !== 'end')
    heard.push((await own.next()).value as (typeof heard)[number]);
  expect(heard.every(({ type, message }) => type !== 'VisitorChanged' && !message?.isInternal)).toBe(true);
  await Promise.all([stream.return?.(), own.return?.()]);
});

test('a value that an agent rejected stays away, however often and in whichever session it is written', async () => {
  const { say, details, agent, sessionId, site, visitor, visitorSecret } = await buildTalk(core);
  await say('电话13812345678');
  const [detail] = await details();
  await rejectContactDetail(core, agent, { sessionId, detailId: detail?.id ?? '' });
  await say('电话13812345678');
  expect(await details()).toMatchObject([{ status: 'REJECTED' }]);
  await core.database.prisma.session.update({
    where: { id: sessionId },
    data: { endedAt: core.clock.now() },
  });
  const entry = { siteKey: site.key, visitorSecret, pageUrl: `${connection.ownOrigin}/` };
  const { session } = await enterSite(core, entry, connection);
  expect(session.id).not.toBe(sessionId);
  await sendMessage(core, visitor, { sessionId: session.id, clientId: 'again', text: '电话13812345678' });
  expect(await details()).toMatchObject([{ status: 'REJECTED' }]);
});

test('who writes thousands of numbers fills no database', async () => {
  const { say, details } = await buildTalk(core);
  const numbers = Array.from({ length: 120 }, (_, i) => `138${String(10_000_000 + i * 7919)}`);
  for (let i = 0; i < numbers.length; i += 40) await say(numbers.slice(i, i + 40).join('，'));
  expect((await details()).length).toBeLessThanOrEqual(30);
});

test('what is withheld by do-not-disturb is read all the same, and nobody is rung for it', async () => {
  const { say, details, agent, sessionId } = await buildTalk(core, [
    'EDIT_VISITORS',
    'SEE_CONTACT_DATA',
    'USE_DO_NOT_DISTURB',
  ]);
  await setDoNotDisturb(core, agent, { sessionId, isOn: true });
  await say('电话13812345678');
  expect(await details()).toHaveLength(1);
  const session = await core.database.prisma.session.findUniqueOrThrow({ where: { id: sessionId } });
  expect(session).toMatchObject({ unreadCount: 0, withheldCount: 1 });
});

test('an agent without the right to contact data reads it masked: in the thread, the list, the panel; the search finds none', async () => {
  const talk = await buildTalk(core);
  const other = await buildAgent(core, talk.department, ['SEE_DEPARTMENT_SESSIONS', 'REVEAL_CONTACT_DATA']);
  await talk.say('我的号 nana_1988');
  await talk.say('电话 13812345678 微信');
  const fields =
    'lastMessage { text } messages(first: 9) { edges { node { text author } } } visitor { contactDetails { kind value isMasked } }';
  interface Seen {
    lastMessage: { text: string };
    messages: { edges: { node: { text: string; author: string } }[] };
    visitor: { contactDetails: { kind: string; value: string; isMasked: boolean }[] };
  }
  const masked = await talk.ask<Seen>(other, fields);
  expect(JSON.stringify(masked)).not.toContain('13812345678');
  expect(masked.lastMessage.text).toBe('电话 *********** 微信');
  const phone = masked.visitor.contactDetails.find(({ kind }) => kind === 'PHONE');
  expect(phone).toMatchObject({ value: '138****5678', isMasked: true });
  const whole = await talk.ask<Seen>(talk.agent, fields);
  expect(whole.lastMessage.text).toBe('电话 13812345678 微信');
  const search = 'query ($text: String!) { sessions(filter: { search: $text }) { totalCount } }';
  const found = async (actor: typeof other, text: string) =>
    (await executeAs<{ sessions: { totalCount: number } }>(core, actor, search, { text })).sessions
      .totalCount;
  expect(await found(other, '13812345678')).toBe(0);
  expect(await found(talk.agent, '13812345678')).toBe(1);
});
