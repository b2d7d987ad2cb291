import { afterAll, beforeAll, expect, test } from 'vitest';
import type { AgentActor } from '../../api/core/actor.ts';
import { NotSignedInError } from '../../api/core/errors.ts';
import { searchMessages } from '../../api/search/searchMessages.ts';
import { searchSessions } from '../../api/search/searchSessions.ts';
import { searchVisitors } from '../../api/search/searchVisitors.ts';
import { visibleSessions } from '../../api/session/sessionAccess.ts';
import { visibleSessionsSql } from '../../api/session/visibleSessionsSql.ts';
import { setDoNotDisturb } from '../../api/session/setDoNotDisturb.ts';
import { tagVisitor } from '../../api/tag/tagVisitor.ts';
import { eraseVisitor } from '../../api/visitor/eraseVisitor.ts';
import { updateVisitor } from '../../api/visitor/updateVisitor.ts';
import { buildAgent, buildDepartment, buildSite } from '../support/build.ts';
import { buildTestCore, type TestCore } from '../support/testCore.ts';
import { buildDesk, buildTalk, endAndKeep, keepSearchable, nicknamesOf, say } from './build.ts';

let core: TestCore;
beforeAll(async () => {
  core = await buildTestCore({ ENTRIES_PER_MINUTE: '1000' });
});
afterAll(() => core.close());

type Filter = Parameters<typeof searchMessages>[2]['filter'];

async function found(agent: AgentActor, query: string, filter: Filter = null) {
  const input = { query, filter };
  const [messages, visitors, sessions] = await Promise.all([
    searchMessages(core, agent, input),
    searchVisitors(core, agent, input),
    searchSessions(core, agent, input),
  ]);
  return {
    messages: messages.found.map(({ hit }) => hit.message.text),
    visitors: await nicknamesOf(
      core,
      visitors.found.map(({ hit }) => hit),
    ),
    sessions: sessions.found.map(({ hit }) => hit.title),
  };
}
const nothing = { messages: [], visitors: [], sessions: [] };

test.for(['new', 'in the index'])('an agent finds in the %s only what they could open', async (state) => {
  const secret = `秘密${state === 'new' ? '一' : '二'}`;
  const root = await buildDepartment(core);
  const [north, south] = [await buildDepartment(core, root), await buildDepartment(core, root)];
  const site = await buildSite(core, north);
  const { session, visitor } = await buildTalk(core, site, [`我有${secret}`]);
  const people = {
    owner: await buildAgent(core, north, ['EDIT_VISITORS']),
    colleague: await buildAgent(core, north, ['SEE_DEPARTMENT_SESSIONS']),
    above: await buildAgent(core, root, ['SEE_DEPARTMENT_SESSIONS']),
    everywhere: await buildAgent(core, south, ['SEE_ALL_SESSIONS']),
    plain: await buildAgent(core, north),
    elsewhere: await buildAgent(core, south, ['SEE_DEPARTMENT_SESSIONS']),
    nobody: { ...(await buildAgent(core, north)), permissions: new Set<never>() },
  };
  await core.database.prisma.session.update({
    where: { id: session.id },
    data: { ownerId: people.owner.agentId },
  });
  await core.database.prisma.pageVisit.create({ data: { sessionId: session.id, url: '', title: secret } });
  await updateVisitor(core, people.owner, { sessionId: session.id, nickname: `${secret}先生` });
  if (state !== 'new') await endAndKeep(core, people.owner, session.id);
  for (const [name, agent] of Object.entries(people)) {
    const mayOpen = ['owner', 'colleague', 'above', 'everywhere'].includes(name);
    const expected = mayOpen
      ? { messages: [`我有${secret}`], visitors: [`${secret}先生`], sessions: [secret] }
      : nothing;
    expect({ name, ...(await found(agent, secret)) }).toEqual({ name, ...expected });
  }
  for (const actor of [visitor, { kind: 'anonymous' } as const])
    await expect(searchMessages(core, actor, { query: secret })).rejects.toThrow(NotSignedInError);
});

test('the two ways to say which sessions an agent sees agree', async () => {
  const { department, agent } = await buildDesk(core);
  const agents = [
    agent,
    await buildAgent(core, department),
    await buildAgent(core, department, ['SEE_ALL_SESSIONS']),
    { ...agent, permissions: new Set<never>() },
  ];
  for (const one of agents) {
    const rows = await core.database.prisma.$queryRaw<{ id: string }[]>`
      SELECT "id" FROM "Session" WHERE ${visibleSessionsSql(one)}`;
    const listed = await core.database.prisma.session.findMany({
      where: visibleSessions(one),
      select: { id: true },
    });
    expect(rows.map(({ id }) => id).toSorted()).toEqual(listed.map(({ id }) => id).toSorted());
  }
});

test('masked contact data is found by those alone who may see it, and not by the rest of a number either', async () => {
  const { site, agent, department } = await buildDesk(core);
  const masked = await buildAgent(core, department, ['SEE_DEPARTMENT_SESSIONS']);
  const { session } = await buildTalk(core, site, ['打我电话 13787654321']);
  for (const state of ['new', 'in the index']) {
    for (const query of ['13787654321', '8765', '137876']) {
      expect((await found(agent, query)).messages, state).toHaveLength(1);
      expect((await found(agent, query)).visitors, state).toHaveLength(1);
      expect(await found(masked, query), state).toEqual(nothing);
    }
    expect((await found(masked, '打我电话')).messages).toEqual(['打我电话 13787654321']);
    if (state === 'new') await endAndKeep(core, agent, session.id);
  }
});

test('what is withheld is found when it is delivered', async () => {
  const { site, agent } = await buildDesk(core, ['USE_DO_NOT_DISTURB']);
  const { visitor, session } = await buildTalk(core, site, ['第一句']);
  await setDoNotDisturb(core, agent, { sessionId: session.id, isOn: true });
  await say(core, visitor, session.id, '骚扰的话');
  core.clock.advance(60_000);
  await keepSearchable(core);
  expect((await found(agent, '骚扰')).messages).toEqual([]);
  await setDoNotDisturb(core, agent, { sessionId: session.id, isOn: false });
  expect((await found(agent, '骚扰')).messages).toEqual(['骚扰的话']);
});

test('what was erased is gone from the index with it', async () => {
  const { site, agent } = await buildDesk(core, ['MANAGE_VISITOR_DATA']);
  const { session, visitor } = await buildTalk(core, site, ['遗忘我 13700001111']);
  await endAndKeep(core, agent, session.id);
  await eraseVisitor(core, agent, { sessionId: session.id });
  expect(await core.database.prisma.searchableTalk.count({ where: { sessionId: session.id } })).toBe(0);
  expect(
    await core.database.prisma.searchableVisitor.count({ where: { visitorId: visitor.visitorId } }),
  ).toBe(0);
  await keepSearchable(core);
  expect(await found(agent, '遗忘')).toEqual(nothing);
  expect(await found(agent, '1370')).toEqual(nothing);
});

test('date, agent, tag and site narrow a search', async () => {
  const { site, agent, department } = await buildDesk(core, ['TRANSFER_SESSIONS']);
  const other = await buildSite(core, department);
  const early = await buildTalk(core, site, ['缩小范围 早']);
  const noon = core.clock.now();
  core.clock.advance(3_600_000);
  const late = await buildTalk(core, other, ['缩小范围 晚']);
  await say(core, agent, late.session.id, '缩小范围 答');
  const { id: tagId } = await core.database.prisma.tag.create({
    data: { name: crypto.randomUUID(), color: '#112233' },
  });
  await tagVisitor(core, agent, { sessionId: early.session.id, tagId });
  await core.database.prisma.session.update({ where: { id: early.session.id }, data: { ownerId: null } });
  const messages = async (filter: Filter) => (await found(agent, '缩小', filter)).messages;
  expect(await messages({})).toHaveLength(3);
  expect(await messages({ until: new Date(noon.getTime() + 1) })).toEqual(['缩小范围 早']);
  expect(await messages({ from: new Date(noon.getTime() + 1) })).toEqual(['缩小范围 答', '缩小范围 晚']);
  expect(await messages({ agentId: agent.agentId })).toEqual(['缩小范围 答', '缩小范围 晚']);
  expect(await messages({ tagId })).toEqual(['缩小范围 早']);
  expect(await messages({ siteId: other.id })).toEqual(['缩小范围 答', '缩小范围 晚']);
  expect(await messages({ siteId: crypto.randomUUID() })).toEqual([]);
});
