import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { InvalidInputError } from '../../api/core/errors.ts';
import { sendMessage } from '../../api/message/sendMessage.ts';
import { useQuickReply } from '../../api/quickReply/useQuickReply.ts';
import { updateOwnSettings } from '../../api/setting/updateOwnSettings.ts';
import { rankSuggestions, type Candidate } from '../../api/suggestion/suggestionRules.ts';
import { suggest } from '../../api/suggestion/suggest.ts';
import { buildReply, buildTeam } from '../quickReply/build.ts';
import { buildConversation } from '../support/build.ts';
import { buildTestCore, type TestCore } from '../support/testCore.ts';

let core: TestCore;
beforeAll(async () => {
  core = await buildTestCore();
});
afterAll(() => core.close());

async function buildTalk() {
  const { agent, session } = await buildConversation(core);
  await core.database.prisma.session.update({ where: { id: session.id }, data: { ownerId: agent.agentId } });
  return {
    agent,
    say: (text: string) => sendMessage(core, agent, { sessionId: session.id, clientId: randomUUID(), text }),
    texts: async (text: string) => (await suggest(core, agent, { text })).map((one) => one.text),
  };
}

test('from two typed characters on, what one has sent before is suggested, what is said often and lately first', async () => {
  const { say, texts } = await buildTalk();
  await say('您好，请问哪里不舒服');
  await say('您好，医生今天在');
  await say('您好，医生今天在');
  expect(await texts('您')).toEqual([]);
  expect(await texts('  您 ')).toEqual([]);
  expect(await texts('您好')).toEqual(['您好，医生今天在', '您好，请问哪里不舒服']);
  expect(await texts('哪里')).toEqual(['您好，请问哪里不舒服']);
  core.clock.advance(60 * 86_400_000);
  await say('您好，请问哪里不舒服');
  expect((await texts('您好'))[0]).toBe('您好，请问哪里不舒服');
});

test('quick replies are suggested by title, content and pinyin, and one that was sent before is there once', async () => {
  const { agent, say, texts } = await buildTalk();
  const reply = await buildReply(core, agent, { title: '停车', content: '地下二层可以停车' });
  expect(await texts('tingche')).toEqual(['地下二层可以停车']);
  await say('地下二层可以停车');
  const [only, ...others] = await suggest(core, agent, { text: '地下' });
  expect(others).toEqual([]);
  expect(only).toMatchObject({ source: 'QUICK_REPLY', replyId: reply.id, title: '停车' });
});

test('what was chosen is learned from', async () => {
  const { agent, texts } = await buildTalk();
  await buildReply(core, agent, { title: '费用一', content: '洗牙费用二百' });
  const second = await buildReply(core, agent, { title: '费用二', content: '种牙费用八千' });
  await useQuickReply(core, agent, { replyId: second.id });
  expect(await texts('费用')).toEqual(['种牙费用八千', '洗牙费用二百']);
});

test('the sources are each agent’s own parameter, or else the organisation’s', async () => {
  const { agent, say, texts } = await buildTalk();
  await buildReply(core, agent, { title: 'x', content: '周末照常出诊' });
  await say('周末也有医生');
  expect(await texts('周末')).toHaveLength(2);
  await updateOwnSettings(core, agent, { suggestionSources: 'HISTORY' });
  expect(await texts('周末')).toEqual(['周末也有医生']);
  await updateOwnSettings(core, agent, { suggestionSources: 'QUICK_REPLIES' });
  expect(await texts('周末')).toEqual(['周末照常出诊']);
  await updateOwnSettings(core, agent, { suggestionSources: null });
  expect(await texts('周末')).toHaveLength(2);
});

test('nobody is suggested what others have sent, or colleagues’ own replies', async () => {
  const { lin, wang } = await buildTeam(core);
  await buildReply(core, lin, { title: 'x', content: '只有林医助这么说' });
  const { say } = await buildTalk();
  await say('只有我这么说');
  expect(await suggest(core, wang, { text: '只有' })).toEqual([]);
});

test('what is typed is taken literally, and too long a text is refused', async () => {
  const { agent, say, texts } = await buildTalk();
  await say('打九折，立减 100%');
  for (const typed of ['%%', '__', '0%', "' OR 1=1", '\\\\'])
    expect(await texts(typed), typed).toEqual(typed === '0%' ? ['打九折，立减 100%'] : []);
  await expect(suggest(core, agent, { text: 'x'.repeat(201) })).rejects.toThrow(InvalidInputError);
});

test('a beginning comes before the beginning of a sentence within, and that before any place; what is typed whole is none', () => {
  const candidate = (text: string, count = 0): Candidate => ({
    source: 'HISTORY',
    text,
    title: null,
    replyId: null,
    attachmentId: null,
    searchText: text,
    count,
    lastUsedAt: count > 0 ? new Date(0) : null,
  });
  const ranked = rankSuggestions(
    [candidate('我们预约满了'), candidate('好的，预约成功'), candidate('预约成功'), candidate('预约')],
    '预约',
    new Date(0),
  );
  expect(ranked.map(({ text }) => text)).toEqual(['预约成功', '好的，预约成功', '我们预约满了']);
});
