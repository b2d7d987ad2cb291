import { readFile } from 'node:fs/promises';
import { afterEach, expect, test } from 'vitest';
import type { ConsolePage } from './consolePage.ts';
import { InputMethod } from './inputMethod.ts';
import { expectSaid, Product } from './product.ts';
import { endAllSessions } from './programs.ts';

const product = new Product();
afterEach(() => endAllSessions(product.server.url));

const searchOf = (agent: ConsolePage) =>
  agent.page.getByRole('combobox', { name: agent.text('reply_search') });

const suggestionsOf = (agent: ConsolePage) =>
  agent.page.getByRole('listbox', { name: agent.text('suggestions') }).getByRole('option');

test('a quick reply is found by pinyin, inserted and sent by keyboard alone, with the visitor’s name in it', async () => {
  const { visitor, agent } = await product.conversation('hello');
  const nickname = await agent.nickname();
  await agent.page.goto(`${agent.url}/quick-replies`);
  await agent.page.getByRole('button', { name: agent.text('reply_make'), exact: true }).click();
  const dialog = agent.page.getByRole('dialog');
  await dialog.getByLabel(agent.text('reply_title'), { exact: true }).fill('停车指引');
  await dialog
    .getByLabel(agent.text('reply_content'), { exact: true })
    .fill('{{visitor.nickname}}，地下二层可以停车。');
  await dialog.getByRole('button', { name: agent.text('tag_make_confirm') }).click();
  await dialog.waitFor({ state: 'detached' });
  await agent.page.goBack();
  await agent.openSession('hello');

  await agent.composer.press('Alt+/');
  await searchOf(agent).fill('tczy');
  await agent.page.getByRole('option', { name: /停车指引/ }).waitFor();
  await searchOf(agent).press('Enter');
  await expect.poll(() => agent.composer.inputValue()).toBe(`${nickname}，地下二层可以停车。`);
  await agent.composer.press('Enter');
  await expectSaid([visitor], ['VISITOR: hello', `AGENT: ${nickname}，地下二层可以停车。`]);

  await agent.composer.press('Alt+/');
  await searchOf(agent).fill('tczy');
  await agent.page.getByText(agent.text('reply_usage', { count: 1 })).waitFor();
  await searchOf(agent).press('Control+Enter');
  await expect.poll(async () => (await visitor.said()).length).toBe(3);
});

test('what was said before is suggested from two characters on, and accepted by arrow and Enter', async () => {
  const { visitor, agent } = await product.conversation('hello');
  await agent.write('周末照常出诊，您哪天方便？');
  await expectSaid([visitor], ['VISITOR: hello', 'AGENT: 周末照常出诊，您哪天方便？']);
  await agent.composer.pressSequentially('周');
  await agent.page.waitForTimeout(400);
  expect(await suggestionsOf(agent).count()).toBe(0);
  await agent.composer.pressSequentially('末');
  await suggestionsOf(agent).first().waitFor();
  await agent.composer.press('Escape');
  await expect.poll(() => suggestionsOf(agent).count()).toBe(0);
  await agent.composer.pressSequentially('照');
  await suggestionsOf(agent).first().waitFor();
  await agent.composer.press('ArrowDown');
  await agent.composer.press('Enter');
  await expect.poll(() => agent.composer.inputValue()).toBe('周末照常出诊，您哪天方便？');
  expect(await visitor.said()).toHaveLength(2);
  // Nothing is chosen: Enter sends, as always.
  await agent.composer.fill('周末');
  await suggestionsOf(agent).first().waitFor();
  await agent.composer.press('Enter');
  await expect.poll(async () => (await visitor.said()).at(-1)).toBe('AGENT: 周末');
});

test('an input method that composes is suggested nothing, accepts nothing and sends nothing, in composer and search', async () => {
  const { visitor, agent } = await product.conversation('hello');
  await agent.write('预约成功后会收到短信');
  await expectSaid([visitor], ['VISITOR: hello', 'AGENT: 预约成功后会收到短信']);
  const inputMethod = await InputMethod.of(agent.page);
  await agent.composer.focus();
  await inputMethod.compose('yu');
  await inputMethod.compose('yu yue');
  await agent.page.waitForTimeout(500);
  expect(await suggestionsOf(agent).count()).toBe(0);
  await inputMethod.pressEnter();
  await inputMethod.accept('预约');
  await suggestionsOf(agent).first().waitFor();
  await inputMethod.compose('chenggong');
  await inputMethod.pressEnter();
  await inputMethod.accept('成功');
  await expect.poll(() => agent.composer.inputValue()).toBe('预约成功');
  expect(await visitor.said()).toHaveLength(2);
  await agent.composer.fill('');

  await agent.composer.press('Alt+/');
  await searchOf(agent).focus();
  await inputMethod.compose('yuyue');
  await inputMethod.pressEnter();
  await agent.page.waitForTimeout(300);
  expect(await agent.composer.inputValue()).toBe('');
  await inputMethod.accept('预约');
  await expect.poll(() => searchOf(agent).inputValue()).toBe('预约');
  await agent.page.getByRole('option', { name: /预约成功/ }).waitFor();
  expect(await visitor.said()).toHaveLength(2);
});

test('a colleague’s replies are used by picking the colleague', async () => {
  const { agent: supervisor } = await product.conversation('nothing');
  await supervisor.endSession();
  const chief = await product.agent('supervisor');
  await chief.page.getByRole('link', { name: chief.text('scope_all'), exact: true }).click();
  const program = await product.visitorProgram('谁能帮我');
  await chief.openSession('谁能帮我');
  await chief.composer.press('Alt+/');
  await chief.page.getByText(chief.text('replies_colleagues'), { exact: true }).click();
  await chief.page.getByRole('option', { name: /林医助/ }).click();
  await chief.page.getByText(chief.text('replies_of', { name: '林医助' })).waitFor();
  expect(program.sessionId).toBe(chief.sessionId);
});

test('a file is looked at before it changes anything, and what it says comes back as it was exported', async () => {
  const admin = await product.agent('admin');
  await admin.page.goto(`${admin.url}/quick-replies`);
  await admin.page.getByText(admin.text('replies_public'), { exact: true }).first().click();
  await admin.page.getByText('欢迎', { exact: true }).waitFor();
  const csv = '\uFEFFcategory,title,content\n接待,欢迎,您好！\n节日,国庆,国庆照常出诊\n,,没有标题\n';
  await admin.page.getByRole('button', { name: admin.text('reply_import'), exact: true }).click();
  const dialog = admin.page.getByRole('dialog');
  await dialog.locator('input[type=file]').setInputFiles({
    name: 'replies.csv',
    mimeType: 'text/csv',
    buffer: Buffer.from(csv),
  });
  await dialog.getByText('国庆照常出诊').waitFor();
  const refused = dialog.locator('[data-action="REFUSE"]');
  await refused.getByText(admin.text('reply_import_line', { line: 4 })).waitFor();
  await refused.getByText(admin.text('violation_required')).waitFor();
  expect(await admin.page.locator('main').getByText('国庆', { exact: true }).count()).toBe(0);
  await dialog.getByRole('button', { name: admin.text('reply_import_confirm', { count: 2 }) }).click();
  await admin.page.getByText('国庆照常出诊').first().waitFor();
  await dialog.waitFor({ state: 'detached' }).catch(() => admin.page.keyboard.press('Escape'));
  const [download] = await Promise.all([
    admin.page.waitForEvent('download'),
    admin.page.getByRole('button', { name: admin.text('reply_export'), exact: true }).click(),
  ]);
  const exported = await readFile(await download.path(), 'utf8');
  expect(exported).toContain('节日,国庆,国庆照常出诊');
  expect(exported).toContain('接待,欢迎,您好！');
});
