import { afterEach, expect, test } from 'vitest';
import type { ConsolePage } from './consolePage.ts';
import { Product } from './product.ts';
import { endAllSessions } from './programs.ts';

const product = new Product();
afterEach(() => endAllSessions(product.server.url));

const tabs = (agent: ConsolePage) => agent.page.getByRole('navigation', { name: agent.text('tabs') });
const openTab = (agent: ConsolePage) => tabs(agent).locator('a[aria-current="page"]').innerText();
const palette = (agent: ConsolePage) =>
  agent.page.getByRole('combobox', { name: agent.text('palette_field') });

test('an agent works through those who wait by keyboard alone: next unanswered, palette, tabs', async () => {
  const agent = await product.agent('lin');
  const { page } = agent;
  const [first, second] = [
    await product.visitorProgram('I came first'),
    await product.visitorProgram('me too'),
  ];
  const third = await product.visitorProgram('and me');
  await agent.row('and me').waitFor();
  const waiting = page.locator('[data-unanswered]');
  await expect.poll(() => waiting.getAttribute('data-unanswered')).toBe('3');

  await page.keyboard.press('w');
  await expect.poll(() => agent.sessionId).toBe(first.sessionId);
  await expect.poll(() => agent.composer.evaluate((field) => field === document.activeElement)).toBe(true);
  await page.keyboard.type('one moment');
  await page.keyboard.press('Enter');
  await expect.poll(() => waiting.getAttribute('data-unanswered')).toBe('2');
  // Also from a list in which nobody of them stands.
  await page.keyboard.press('Alt+Shift+1');
  await agent.page.getByText(agent.text('list_empty')).waitFor();
  await page.keyboard.press('Alt+w');
  await expect.poll(() => agent.sessionId).toBe(second.sessionId);
  await expect.poll(() => agent.composer.evaluate((field) => field === document.activeElement)).toBe(true);
  await page.keyboard.type('a draft');

  await page.keyboard.press('Control+k');
  await palette(agent).waitFor();
  await page.keyboard.type(third.nickname);
  await page.getByRole('option', { name: third.nickname, exact: true }).waitFor();
  await page.keyboard.press('Enter');
  await expect.poll(() => agent.sessionId).toBe(third.sessionId);
  expect(await palette(agent).count()).toBe(0);

  await expect.poll(() => tabs(agent).getByRole('listitem').count()).toBe(3);
  await page.keyboard.press('Alt+2');
  await expect.poll(() => agent.sessionId).toBe(second.sessionId);
  expect(await agent.composer.inputValue()).toBe('a draft');
  await page.keyboard.press('Alt+PageUp');
  await expect.poll(() => openTab(agent)).toContain(first.nickname);
  await page.reload();
  await expect
    .poll(() =>
      tabs(agent)
        .getByRole('listitem')
        .allInnerTexts()
        .then((all) => all.length),
    )
    .toBe(3);
  await tabs(agent).getByText(third.nickname).waitFor();

  await page.keyboard.press('Control+k');
  await palette(agent).waitFor();
  await page.keyboard.type(agent.text('session_end'));
  await page.keyboard.press('Enter');
  await page.getByRole('alertdialog', { name: agent.text('session_end_title') }).waitFor();
  await page.keyboard.press('Tab');
  await page
    .getByRole('alertdialog')
    .getByRole('button', { name: agent.text('session_end') })
    .press('Enter');
  await tabs(agent)
    .getByTitle(agent.text('tab_ended', { name: first.nickname }))
    .waitFor();
  await page.keyboard.press('Alt+Shift+x');
  await expect.poll(() => agent.sessionId).toBe(second.sessionId);
  await expect.poll(() => tabs(agent).getByRole('listitem').count()).toBe(2);
});

test('the sheet of all keys opens with a question mark, is searched, and gives the focus back', async () => {
  const agent = await product.agent('lin');
  const { page } = agent;
  const sheet = page.getByRole('dialog', { name: agent.text('shortcuts') });
  await page.keyboard.press('?');
  await sheet.getByRole('searchbox').fill(agent.text('session_end'));
  await expect.poll(() => sheet.getByRole('term').allInnerTexts()).toEqual([agent.text('session_end')]);
  expect(await sheet.getByRole('definition').innerText()).toBe('X');
  await page.keyboard.press('Escape');
  await page.keyboard.press('Escape');
  await expect.poll(() => sheet.count()).toBe(0);
});

test('panes are as wide after a reload as the agent made them, and the visitor’s goes away and comes back', async () => {
  const { agent } = await product.conversation('how wide?');
  const { page } = agent;
  const width = (pane: 'sessions' | 'side_pane') =>
    page
      .locator(`[aria-label="${agent.text(pane)}"]`)
      .first()
      .evaluate((element) => Math.round(element.getBoundingClientRect().width));
  const usual = await width('sessions');
  const separator = page.getByRole('separator', { name: agent.text('pane_list_width') });
  await separator.press('ArrowRight');
  await expect.poll(() => width('sessions')).toBe(usual + 16);
  const panel = page.getByRole('separator', { name: agent.text('pane_panel_width') });
  const before = await width('side_pane');
  const box = await panel.boundingBox();
  await page.mouse.move((box?.x ?? 0) + 4, 300);
  await page.mouse.down();
  await page.mouse.move((box?.x ?? 0) - 36, 300, { steps: 4 });
  await page.mouse.up();
  await expect.poll(() => width('side_pane')).toBe(before + 40);

  await page.reload();
  await agent.thread.waitFor();
  expect([await width('sessions'), await width('side_pane')]).toEqual([usual + 16, before + 40]);
  await page.keyboard.press('Alt+p');
  await expect.poll(() => page.getByRole('complementary').count()).toBe(0);
  await page.keyboard.press('F2');
  await page.getByRole('textbox', { name: agent.text('visitor_nickname') }).waitFor();
});
