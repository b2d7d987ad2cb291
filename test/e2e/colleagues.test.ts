import { afterEach, beforeAll, expect, test } from 'vitest';
import { CreateAgentDocument, SignOutDocument, StaffPlacesDocument } from '../support/gql/generated.ts';
import { expectAnswer, signInAs } from '../support/people.ts';
import { ColleagueTree } from './colleagueTree.ts';
import type { ConsolePage, TextKey } from './consolePage.ts';
import { languages } from './language.ts';
import { expectSaid, Product } from './product.ts';
import { endAllSessions, sendBy } from './programs.ts';
import { answerTo, delayOf, expectPrompt } from './promptness.ts';
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

/** Writes something new in place of the visitor's nickname or note. */
async function rewrite(agent: ConsolePage, button: TextKey, field: TextKey, text: string): Promise<void> {
  await agent.page.getByRole('button', { name: agent.text(button) }).click();
  await agent.page.getByRole('textbox', { name: agent.text(field), exact: true }).fill(text);
}

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

test('a colleague’s list and thread are open to read along, live and within a second', async () => {
  const { visitor, agent: lin } = await product.conversation('who reads along?');
  const supervisor = await product.agent('supervisor');
  await supervisor.chooseStatus('status_online', 'status_busy');
  await new ColleagueTree(supervisor).open('林医助');
  const before = await supervisor.rows.count();
  const program = await signInAs(product.server.url, 'lin');
  const sessionId = lin.sessionId;
  await supervisor.openSession('who reads along?');
  await expectPrompt(async (index) => ({
    'a word of the owner': await delayOf(
      () => sendBy(program, sessionId, `answer ${index}`),
      () => supervisor.thread.getByText(`answer ${index}`, { exact: true }).waitFor(),
    ),
    'a visitor who comes': await delayOf(
      () => product.visitorProgram(`newcomer ${index}`),
      () => supervisor.row(`newcomer ${index}`).waitFor(),
    ),
  }));
  await visitor.composer.pressSequentially('I won');
  await supervisor.page.getByText(supervisor.text('typing_visitor')).waitFor();
  await visitor.composer.press('Enter');
  await supervisor.thread.getByText('I won', { exact: true }).waitFor();
  expect(await supervisor.rows.count()).toBeGreaterThan(before);

  const said = await lin.said();
  await expectSaid([supervisor], said);
  await lin.endSession();
  await supervisor.page.getByText(supervisor.pattern('session_ended_reason')).waitFor();
  await expect.poll(() => supervisor.row('I won').count()).toBe(0);
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

test('what an assisting colleague renames, notes and tags is with the owner within a second, and found by search', async () => {
  const { agent: lin } = await product.conversation('my name is Li');
  const supervisor = await product.agent('supervisor');
  await supervisor.page.goto(lin.page.url());
  await supervisor.thread.waitFor();
  const saved = async (keys: string) => {
    const answer = answerTo(supervisor.page, 'UpdateVisitor');
    await supervisor.page.keyboard.press(keys);
    await answer;
  };
  await expectPrompt(async (index) => {
    const delays: Record<string, number> = {};
    await rewrite(supervisor, 'visitor_nickname_edit', 'visitor_nickname', `李女士 ${index}`);
    delays.nickname = await delayOf(
      () => saved('Enter'),
      () =>
        Promise.all([
          lin.row(`李女士 ${index}`).waitFor(),
          expect.poll(() => lin.nickname()).toBe(`李女士 ${index}`),
        ]),
    );
    await rewrite(supervisor, 'visitor_note_edit', 'visitor_note', `call on day ${index}`);
    delays.note = await delayOf(
      () => saved('Control+Enter'),
      () => lin.page.getByText(`call on day ${index}`).waitFor(),
    );
    return delays;
  });
  await lin.page
    .getByText(new RegExp(`^${lin.text('visitor_edited', { name: '陈主任', time: '.*' })}$`))
    .waitFor();

  await supervisor.thread.getByText('my name is Li').click({ button: 'right' });
  await supervisor.page.getByRole('menuitemcheckbox', { name: '预约' }).click();
  await lin.row('预约').waitFor();
  const search = lin.page.getByRole('searchbox', { name: lin.text('sessions_search') });
  await search.fill('nothing of this');
  await expect.poll(() => lin.rows.count()).toBe(0);
  await search.fill('on day');
  await lin.row('李女士').waitFor();
});

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
