import { afterEach, expect, test } from 'vitest';
import type { ConsolePage } from './consolePage.ts';
import { languages } from './language.ts';
import { Product, expectSaid } from './product.ts';
import { endAllSessions } from './programs.ts';
import { chooseList, expectCount, expectOwn, seeAll } from './visitorLists.ts';

const product = new Product();
afterEach(() => endAllSessions(product.server.url));

const inChinese = { browser: { locale: 'zh-CN' } };

/** The words of the menu above the thread. */
async function menuOf(agent: ConsolePage): Promise<string[]> {
  await agent.page.getByRole('button', { name: agent.text('session_menu') }).click();
  const entries = agent.page.getByRole('menuitem');
  await entries.first().waitFor();
  const words = await entries.locator('span.truncate').allInnerTexts();
  await agent.page.keyboard.press('Escape');
  await entries.first().waitFor({ state: 'detached' });
  return words;
}

/** What the clipboard holds, line by line. */
const clipboard = async ({ page }: ConsolePage) =>
  (await page.evaluate(() => navigator.clipboard.readText())).split('\n');

test('a session is transferred by keyboard, with a note that the visitor never sees', async () => {
  const { visitor, agent: lin } = await product.conversation('may I come on Sunday?');
  const wang = await product.agent('wang');
  await lin.composer.press('Alt+j');
  const dialog = lin.page.getByRole('dialog', { name: lin.text('session_transfer') });
  await dialog.getByRole('option', { name: '王医助' }).waitFor();
  await dialog.getByLabel(lin.text('transfer_note')).fill('wants a Sunday');
  await dialog.getByRole('combobox').fill('王');
  await dialog.getByRole('combobox').press('Enter');

  await wang.openSession('may I come on Sunday?');
  await expect
    .poll(() => wang.notices())
    .toEqual([
      wang.text('notice_session_transferred_by', { agent: '林医助', target: '王医助' }),
      expect.stringContaining('wants a Sunday') as string,
    ]);
  await wang.write('of course');
  await expectSaid([visitor], ['VISITOR: may I come on Sunday?', 'AGENT: of course']);
  expect(await visitor.frame.getByText('wants a Sunday').count()).toBe(0);
  await expect.poll(() => lin.row('may I come on Sunday?').count()).toBe(0);
});

test.each(languages)(
  'what comes during do-not-disturb is neither delivered nor counted, and comes marked and in its place when it is lifted ($locale)',
  async ({ locale }) => {
    const at = { browser: { locale } };
    const { visitor, agent } = await product.conversation('buy my watches', at, at);
    await agent.act('do_not_disturb_start');
    const question = agent.page.getByRole('alertdialog');
    await question.getByRole('button', { name: agent.text('do_not_disturb_confirm') }).click();
    await agent.page.getByText(agent.text('do_not_disturb_started')).waitFor();
    await expectCount(agent, 'list_suspected', 1);
    await visitor.write('cheap watches');
    await visitor.ownMark(visitor.texts.sent).waitFor();
    await agent.write('please stop');
    await expectSaid([visitor], ['VISITOR: buy my watches', 'VISITOR: cheap watches', 'AGENT: please stop']);
    await expectSaid([agent], ['VISITOR: buy my watches', 'AGENT: please stop']);
    await agent.page.reload();
    await agent.thread.waitFor();
    await expectCount(agent, 'list_suspected', 1);
    expect(await agent.page.getByText('cheap watches').count()).toBe(0);

    await agent.act('do_not_disturb_lift');
    await expectSaid([agent], ['VISITOR: buy my watches', 'VISITOR: cheap watches', 'AGENT: please stop']);
    await agent.thread.getByText(agent.text('message_withheld')).waitFor();
    const done = (['do_not_disturb_started', 'do_not_disturb_lifted'] as const).map((act) =>
      agent.text(`notice_${act}`, { agent: '林医助' }),
    );
    for (const line of done) await agent.thread.getByText(line).waitFor();
    await expectCount(agent, 'list_suspected', 0);
    for (const line of done) expect(await visitor.frame.getByText(line).count()).toBe(0);
  },
);

test('a message is tagged by right-click, and the whole talk is copied by right-click between messages', async () => {
  const { agent } = await product.conversation('my WeChat is dukou');
  await agent.page.context().grantPermissions(['clipboard-read', 'clipboard-write']);
  await agent.thread.getByText('my WeChat is dukou').click({ button: 'right' });
  await agent.page.getByRole('menuitemcheckbox', { name: '转微' }).click();
  await expect.poll(() => agent.notices()).toEqual([expect.stringContaining('转微') as string]);
  await agent.thread.getByText('my WeChat is dukou').click({ button: 'right' });
  await agent.page.getByRole('menuitemcheckbox', { name: '转微', checked: true }).waitFor();
  await agent.page.keyboard.press('Escape');

  await agent.thread.click({ button: 'right', position: { x: 200, y: 20 } });
  await agent.page.getByRole('menuitem', { name: agent.text('transcript_copy') }).click();
  await agent.page.getByText(agent.text('transcript_copied', { count: 2 })).waitFor();
  expect((await clipboard(agent)).map((line) => line.replace(/^\[[^\]]*\] /, ''))).toEqual([
    `${await agent.nickname()}: my WeChat is dukou`,
    expect.stringContaining('林医助 added the tag “转微”') as string,
  ]);
});

test('messages are reached and their menu opened by keyboard alone', async () => {
  const { agent } = await product.conversation('first');
  await agent.write('second');
  await expectSaid([agent], ['VISITOR: first', 'AGENT: second']);
  await agent.composer.focus();
  // Past the two by which one says for whom it is.
  for (let press = 0; press < 3; press++) await agent.page.keyboard.press('Shift+Tab');
  await agent.page.keyboard.press('ArrowUp');
  await agent.page.keyboard.press('Shift+F10');
  const entry = agent.page.getByRole('menuitemcheckbox', { name: '预约' });
  await entry.waitFor();
  await agent.page.keyboard.press('ArrowDown');
  await agent.page.keyboard.press('ArrowDown');
  await agent.page.keyboard.press('Enter');
  await expect.poll(() => agent.notices()).toEqual([expect.stringContaining('预约') as string]);
  const focused = () => agent.page.evaluate(() => document.activeElement?.textContent?.trim());
  await expect.poll(focused).toContain('first');
});

test('blocking asks for a reason, ends the session, and is shown with its reason until it is lifted', async () => {
  const { agent } = await product.conversation('you are fools');
  await agent.act('visitor_block');
  const dialog = agent.page.getByRole('dialog');
  await dialog.getByRole('button', { name: agent.text('visitor_block') }).click();
  await dialog.getByText(agent.text('violation_required')).waitFor();
  await dialog.getByLabel(agent.text('block_reason')).fill('insults');
  await dialog.getByText(agent.text('block_term_week')).click();
  await dialog.getByRole('button', { name: agent.text('visitor_block') }).click();
  await agent.page.locator('[data-state="danger"]').getByText('insults').waitFor();
  await expect.poll(() => agent.composer.count()).toBe(0);
});

test('a visitor is renamed in place, for everybody at once', async () => {
  const { agent: lin } = await product.conversation('call me Li');
  const supervisor = await product.agent('supervisor');
  await supervisor.page.goto(lin.page.url());
  await supervisor.thread.waitFor();
  await lin.page.getByRole('button', { name: lin.text('visitor_nickname_edit') }).click();
  const field = lin.page.getByRole('textbox', { name: lin.text('visitor_nickname') });
  await field.fill('x'.repeat(61));
  await field.press('Enter');
  await lin.page.getByText(lin.text('violation_too_long', { limit: 60 })).waitFor();
  await field.fill('李女士');
  await field.press('Enter');
  for (const agent of [lin, supervisor]) await expect.poll(() => agent.nickname()).toBe('李女士');
  await lin.row('李女士').waitFor();
});

test('a blocked visitor can neither write nor come back, until somebody with the right lifts it', async () => {
  const { visitor, agent: lin } = await product.conversation('你们都是骗子', inChinese, inChinese);
  const supervisor = await product.agent('supervisor', inChinese);
  await lin.act('visitor_block');
  const dialog = lin.page.getByRole('dialog');
  await dialog.getByLabel(lin.text('block_reason')).fill('辱骂客服');
  await dialog.getByRole('button', { name: lin.text('visitor_block') }).click();
  await lin.page.locator('[data-state="danger"]').getByText('辱骂客服').waitFor();
  await expect.poll(() => menuOf(lin)).not.toContain(lin.text('visitor_unblock'));

  await visitor.write('让我进去');
  await visitor.panel.getByText(visitor.texts.refused.other, { exact: true }).waitFor();
  await visitor.thread.getByRole('alert').getByText(visitor.texts.refusedMessage).waitFor();
  await visitor.reload();
  await visitor.panel.getByText(visitor.texts.refused.other, { exact: true }).waitFor();

  await seeAll(supervisor);
  await chooseList(supervisor, 'list_blocked');
  await supervisor.openSession('辱骂客服');
  await supervisor.act('visitor_unblock');
  await expect.poll(() => supervisor.row('辱骂客服').count()).toBe(0);
  await visitor.panel.getByRole('button', { name: visitor.texts.retry, exact: true }).last().click();
  await visitor.composer.waitFor();
  await visitor.write('对不起');
  await lin.row('对不起').waitFor();
});

test('a colleague’s session is transferred, and taken, only by who has the permission', async () => {
  const { agent: lin } = await product.conversation('whose am I?');
  const [wang, supervisor] = [await product.agent('wang'), await product.agent('supervisor')];
  for (const agent of [wang, supervisor]) await agent.page.goto(lin.page.url());
  await wang.thread.waitFor();
  const entriesOfWang = await menuOf(wang);
  expect(entriesOfWang).toContain(wang.text('session_end'));
  for (const entry of ['session_transfer', 'session_take'] as const)
    expect(entriesOfWang).not.toContain(wang.text(entry));

  await supervisor.act('session_transfer');
  const dialog = supervisor.page.getByRole('dialog', { name: supervisor.text('session_transfer') });
  await dialog.getByRole('option', { name: '王医助' }).click();
  await dialog.getByRole('button', { name: supervisor.text('session_transfer_confirm') }).click();
  await expectOwn(wang, 'whose am I?');
  await expect.poll(() => lin.row('whose am I?').count()).toBe(0);
  await supervisor.act('session_take');
  await expectOwn(supervisor, 'whose am I?');
  await expect.poll(() => wang.row('whose am I?').count()).toBe(0);
  await supervisor.thread.getByText(supervisor.text('notice_session_taken', { agent: '陈主任' })).waitFor();
});

test('tagging, copying all and ending are done by keyboard alone, by letter and through the menu', async () => {
  const { agent } = await product.conversation('我想预约皮肤科', {}, inChinese);
  const { page } = agent;
  await page.context().grantPermissions(['clipboard-read', 'clipboard-write']);
  await agent.composer.press('Alt+g');
  await page.getByRole('dialog', { name: agent.text('visitor_tag') }).waitFor();
  await page.keyboard.type('预约');
  await page.keyboard.press('Enter');
  await page
    .getByRole('group', { name: agent.text('visitor_tags') })
    .getByText('预约')
    .waitFor();
  await page.keyboard.press('Escape');
  await page.getByRole('dialog').waitFor({ state: 'detached' });

  await agent.composer.focus();
  await page.keyboard.press('Alt+c');
  await page.getByText(agent.text('transcript_copied', { count: 2 })).waitFor();
  const time = String.raw`\[\d{4}年\d{1,2}月\d{1,2}日 \d\d:\d\d:\d\d\]`;
  const tagged = agent.text('notice_visitor_tagged', { agent: '林医助', tag: '预约' });
  expect(await clipboard(agent)).toEqual([
    expect.stringMatching(new RegExp(`^${time} ${await agent.nickname()}：我想预约皮肤科$`)) as string,
    expect.stringMatching(new RegExp(`^${time} .+：${tagged}$`)) as string,
  ]);

  await page.keyboard.press('Alt+k');
  const end = page.getByRole('menuitem', { name: agent.text('session_end') });
  await end.waitFor();
  await page.keyboard.press('End');
  await expect.poll(() => end.evaluate((item) => item === document.activeElement)).toBe(true);
  await page.keyboard.press('Enter');
  const yes = page.getByRole('alertdialog').getByRole('button', { name: agent.text('session_end') });
  await yes.waitFor();
  for (let tab = 0; tab < 3; tab++) {
    if (await yes.evaluate((button) => button === document.activeElement)) break;
    await page.keyboard.press('Tab');
  }
  await page.keyboard.press('Enter');
  await expect.poll(() => agent.composer.count()).toBe(0);
  await page
    .getByText(agent.text('session_ended_reason', { reason: agent.text('end_reason_agent') }))
    .waitFor();
});
