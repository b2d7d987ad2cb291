import { afterEach, beforeAll, expect, test } from 'vitest';
import { CreateAgentDocument, SignOutDocument, StaffPlacesDocument } from '../support/gql/generated.ts';
import { expectAnswer, signInAs } from '../support/people.ts';
import { ColleagueTree } from './colleagueTree.ts';
import { languages } from './language.ts';
import { expectSaid, Product } from './product.ts';
import { endAllSessions } from './programs.ts';
import { expectOwn } from './visitorLists.ts';

const product = new Product();
afterEach(() => endAllSessions(product.server.url));

const newcomer = { login: 'zhao', displayName: '赵医助' };

// An agent of a department below the others'.
beforeAll(async () => {
  const admin = await signInAs(product.server.url, 'admin');
  const { departments, roles } = await admin.execute(StaffPlacesDocument);
  const departmentId = departments.find(({ name }) => name === '咨询一组')?.id ?? '';
  const roleId = roles.find(({ name }) => name === '客服')?.id ?? '';
  const input = { ...newcomer, password: 'dukou-demo', departmentId, roleId };
  expectAnswer((await admin.execute(CreateAgentDocument, { input })).createAgent, 'Agent');
  await admin.execute(SignOutDocument);
});

test.each(languages)(
  'the tree tells who works where, how they are and how much they have to do ($locale)',
  async ({ locale }) => {
    const supervisor = await product.agent('supervisor', { browser: { locale } });
    await supervisor.chooseStatus('status_online', 'status_busy');
    const lin = await product.agent('lin');
    const colleagues = new ColleagueTree(supervisor);
    await colleagues.expectLoad('林医助', 'status_online', { live: 0, waiting: 0 });
    await colleagues.expectLoad('王医助', 'status_offline', { live: 0, waiting: 0 });
    await colleagues.expectLoad('赵医助', 'status_offline', { live: 0, waiting: 0 });
    const group = supervisor.text('department_line', { name: '咨询一组', reachable: 1, count: 1 });

    const opening = `is anybody there? ${locale}`;
    await product.visitorProgram(opening);
    await expectOwn(lin, opening);
    await colleagues.expectLoad('林医助', 'status_online', { live: 1, waiting: 1 });
    await lin.openSession(opening);
    await lin.write('I am');
    await colleagues.expectLoad('林医助', 'status_online', { live: 1, waiting: 0 });

    await product.agent(newcomer.login);
    await colleagues.expectLoad('赵医助', 'status_online', { live: 0, waiting: 0 });
    await expect.poll(() => colleagues.line('咨询一组').getAttribute('aria-label')).toBe(group);
    await colleagues.line('咨询一组').focus();
    await supervisor.page.keyboard.press('ArrowLeft');
    await colleagues.line('赵医助').waitFor({ state: 'detached' });
    await supervisor.page.keyboard.press('ArrowRight');
    await colleagues.line('赵医助').waitFor();
  },
);

test('who works in a department below sees nothing of those above: not the colleagues, not their sessions', async () => {
  const { agent: lin } = await product.conversation('between us');
  const below = await product.agent(newcomer.login);
  await below.page.getByText(below.text('colleagues_empty')).waitFor();
  await below.page.goto(lin.page.url());
  await below.page.getByText(below.text('error_not_found')).waitFor();
  expect(await below.page.getByText('between us').count()).toBe(0);
});

test.each(languages)(
  'an assisting colleague types and writes under the owner’s name, and only the consoles show both ($locale)',
  async ({ locale, widget }) => {
    const at = { browser: { locale } };
    const { visitor, agent: lin } = await product.conversation(`help me, ${locale}`, at, at);
    const supervisor = await product.agent('supervisor', at);
    await new ColleagueTree(supervisor).open('林医助');
    await supervisor.openSession(`help me, ${locale}`);
    await supervisor.page.getByText(supervisor.text('composer_assisting', { name: '林医助' })).waitFor();
    await supervisor.composer.pressSequentially('we will');
    await visitor.thread.getByText(widget.isTyping('林医助')).waitFor();
    await lin.page.getByText(lin.text('typing_agent', { name: '陈主任' })).waitFor();
    await lin.composer.pressSequentially('I will');
    await supervisor.page.getByText(supervisor.text('typing_agent', { name: '林医助' })).waitFor();
    for (const [agent, name] of [
      [lin, '陈主任'],
      [supervisor, '林医助'],
    ] as const)
      await agent.page.getByText(agent.text('composer_collision', { name })).waitFor();

    await supervisor.composer.press('Enter');
    const both = lin.text('message_on_behalf', { name: '陈主任', owner: '林医助' });
    for (const agent of [lin, supervisor]) await agent.thread.getByText(both, { exact: true }).waitFor();
    await expectSaid([visitor], [`VISITOR: help me, ${locale}`, 'AGENT: we will']);
    await visitor.thread.getByText('林医助', { exact: true }).waitFor();
    expect(await visitor.frame.locator('body').innerText()).not.toContain('陈主任');
  },
);

test('an assisting colleague ends the session, and the owner’s console says who did', async () => {
  const { visitor, agent: lin } = await product.conversation('is this the end?', {
    browser: { locale: 'zh-CN' },
  });
  const supervisor = await product.agent('supervisor');
  await new ColleagueTree(supervisor).open('林医助');
  await supervisor.openSession('is this the end?');
  await supervisor.endSession();
  await expect.poll(() => lin.row('is this the end?').count()).toBe(0);
  await expect.poll(() => lin.notices()).toEqual([lin.text('notice_session_ended_by', { agent: '陈主任' })]);
  await visitor.thread.getByText(visitor.texts.sessionEnded, { exact: true }).waitFor();
  expect(await visitor.frame.locator('body').innerText()).not.toContain('陈主任');
});
