import { afterEach, expect, test } from 'vitest';
import { signInAs } from '../support/people.ts';
import { expectSaid, Product } from './product.ts';
import { changeSettings, endAllSessions, sendBy } from './programs.ts';
import { chooseList, expectCount, expectOwn, orderOf, seeAll } from './visitorLists.ts';

const product = new Product();
afterEach(() => endAllSessions(product.server.url));

const inChinese = { browser: { locale: 'zh-CN' } };

test('a visitor goes from list to list by what happens, in every console and without a reload', async () => {
  const [agent, supervisor] = [await product.agent('lin'), await product.agent('supervisor')];
  await agent.listLink('list_online').click();
  await seeAll(supervisor);
  await supervisor.listLink('list_online').click();
  const visitor = await product.visitor();
  await expect.poll(() => supervisor.rows.count()).toBe(1);
  await expectCount(supervisor, 'list_online', 1);

  await visitor.write('I speak now');
  for (const one of [agent, supervisor]) {
    await expect.poll(() => one.rows.count()).toBe(0);
    await one.listLink('list_talking').click();
  }
  await supervisor.row('I speak now').waitFor();
  await expectCount(supervisor, 'list_talking', 1, 1);

  await supervisor.openSession('I speak now');
  expect(supervisor.page.url()).toContain('of=all');
  await supervisor.endSession();
  await expect.poll(() => supervisor.rows.count()).toBe(0);
  await supervisor.listLink('list_talked').click();
  await supervisor.row('I speak now').getByText(supervisor.text('end_mark_agent'), { exact: true }).waitFor();
  await supervisor.page.reload();
  await supervisor.row('I speak now').waitFor();
});

test('a colleague’s lists open from the tree of colleagues by keyboard, and there is a way back', async () => {
  const { visitor, agent: lin } = await product.conversation('who looks over your shoulder?');
  const supervisor = await product.agent('supervisor');
  expect(await supervisor.row('over your shoulder').count()).toBe(0);
  const tree = supervisor.page.getByRole('tree', { name: supervisor.text('colleagues') });
  await tree.getByRole('treeitem').first().focus();
  await supervisor.page.keyboard.press('ArrowDown');
  const focused = tree.locator('[role=treeitem]:focus');
  await expect.poll(() => focused.getAttribute('aria-label')).toContain('林医助');
  await supervisor.page.keyboard.press('Enter');
  await supervisor.page
    .getByText(supervisor.text('scope_colleague', { name: '林医助' }), { exact: true })
    .waitFor();
  await supervisor.row('over your shoulder').waitFor();
  await lin.write('my supervisor');
  await visitor.write('I see');
  await supervisor.row('I see').waitFor({ timeout: 2_000 });

  await supervisor.page.getByRole('link', { name: supervisor.text('scope_back') }).click();
  await expect.poll(() => supervisor.rows.count()).toBe(0);
});

test('a search finds by word and nickname, and Escape ends it', async () => {
  const { agent } = await product.conversation('my tooth aches');
  const other = await product.visitor();
  await other.write('my eye itches');
  await agent.row('my eye itches').waitFor();
  const field = agent.page.getByRole('searchbox', { name: agent.text('sessions_search') });
  await field.fill('tooth');
  await expect.poll(() => agent.rows.count()).toBe(1);
  await agent.row('my tooth aches').waitFor();
  await field.fill('nothing like this');
  await agent.page.getByText(agent.text('sessions_search_none')).waitFor();
  await field.press('Escape');
  await agent.row('my eye itches').waitFor();
  expect(agent.page.url()).not.toContain('search');
});

test('who has waited longest comes first, or the newest, as the agent chooses; the choice stays after a reload', async () => {
  const agent = await product.agent('lin', inChinese);
  const first = await product.visitorProgram('甲先到');
  await agent.row('甲先到').waitFor();
  await product.visitorProgram('乙后到');
  await agent.row('乙后到').waitFor();
  expect(await orderOf(agent, ['甲先到', '乙后到'])).toEqual(['甲先到', '乙后到']);

  const order = (name: 'order_attention' | 'order_newest') =>
    agent.page.getByRole('button', { name: agent.text('order', { order: agent.text(name) }) });
  await order('order_attention').click();
  await agent.page.getByRole('menuitemradio', { name: agent.text('order_newest') }).click();
  await expect.poll(() => orderOf(agent, ['甲先到', '乙后到'])).toEqual(['乙后到', '甲先到']);
  await agent.page.reload();
  await order('order_newest').waitFor();
  await expect.poll(() => orderOf(agent, ['甲先到', '乙后到'])).toEqual(['乙后到', '甲先到']);
  await first.write('甲又说');
  await expect.poll(() => orderOf(agent, ['甲又说', '乙后到'])).toEqual(['甲又说', '乙后到']);
});

test('who writes while nobody is there is told to leave a message, and is answered by the first agent who comes', async () => {
  const visitor = await product.visitor(inChinese);
  const note = visitor.thread.getByText(visitor.texts.nobodyReachable, { exact: true });
  await note.waitFor();
  await visitor.write('请给我回电话');
  await visitor.ownMark(visitor.texts.sent).waitFor();

  const agent = await product.agent('lin', inChinese);
  await expectCount(agent, 'list_left_messages', 1, 1);
  await expectCount(agent, 'list_talking', 0);
  await chooseList(agent, 'list_left_messages');
  await expectOwn(agent, '请给我回电话');
  await expect.poll(() => note.count()).toBe(0);
  await agent.openSession('请给我回电话');
  await agent.page.getByText(agent.pattern('reach_left_message')).waitFor();
  await agent.write('您好，请讲');
  await expectSaid([visitor, agent], ['VISITOR: 请给我回电话', 'AGENT: 您好，请讲']);
  await expectCount(agent, 'list_left_messages', 0);
  await expectCount(agent, 'list_talking', 1);
  await expect.poll(() => agent.rows.count()).toBe(0);
  await chooseList(agent, 'list_talking');
  await agent.row('您好，请讲').waitFor();
});

test('into an ended session neither side can send; the visitor’s next word opens a new one with the same agent', async () => {
  const lin = await product.agent('lin');
  const visitor = await product.visitorProgram('goodbye');
  await product.visitorProgram('so that somebody else is the least loaded');
  await lin.openSession('goodbye');
  const wang = await product.agent('wang');
  await lin.endSession();
  const program = await signInAs(product.server.url, 'lin');
  for (const client of [program, visitor.client])
    expect(await sendBy(client, visitor.sessionId, 'too late')).toBe('SessionEndedError');
  await lin.page.reload();
  await expectSaid([lin], ['VISITOR: goodbye']);

  const again = await visitor.enterAgain();
  expect(again.sessionId).not.toBe(visitor.sessionId);
  await again.write('I am back');
  await expectOwn(lin, 'I am back');
  expect(await wang.row('I am back').count()).toBe(0);
});

test('who waits too long for an answer is marked, and a silent visitor who has been gone for the grace period has left: read in both languages', async () => {
  const graceSeconds = 10;
  await changeSettings(product.server.url, { visitorGraceSeconds: graceSeconds, overdueSeconds: 10 });
  const agents = [await product.agent('lin', inChinese), await product.agent('supervisor')];
  for (const agent of agents) await seeAll(agent);
  const waiting = await product.visitor();
  await waiting.write('how long must I wait?');
  for (const agent of agents) {
    const row = agent.row('how long must I wait?');
    await row.getByText(agent.pattern('session_waiting')).waitFor();
    await row.locator('[data-overdue=false]').waitFor();
    await chooseList(agent, 'list_online');
  }

  const silent = await product.visitor();
  for (const agent of agents) await agent.rows.first().waitFor();
  await silent.reload();
  await silent.composer.waitFor();
  await silent.page.close();
  const goneAt = performance.now();
  for (const agent of agents) await agent.rows.getByText(agent.text('row_visitor_gone')).waitFor();
  for (const agent of agents) {
    await expect.poll(() => agent.rows.count(), { timeout: 40_000 }).toBe(0);
    expect(performance.now() - goneAt).toBeGreaterThan(graceSeconds * 900);
    await chooseList(agent, 'list_left');
    await agent.rows.first().getByText(agent.text('end_mark_visitor_left'), { exact: true }).waitFor();
    await chooseList(agent, 'list_talking');
    const row = agent.row('how long must I wait?');
    await row.locator('[data-overdue=true]').waitFor();
    await row.getByText(agent.pattern('session_overdue')).waitFor();
  }
});
