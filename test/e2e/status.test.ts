import type { Page } from 'playwright-core';
import { afterEach, expect, test } from 'vitest';
import { ColleagueTree } from './colleagueTree.ts';
import { ConsolePage } from './consolePage.ts';
import { Product } from './product.ts';
import { changeSettings, endAllSessions } from './programs.ts';
import { chooseList, expectOwn } from './visitorLists.ts';

const product = new Product();
afterEach(() => endAllSessions(product.server.url));

/** Another tab of the same browser. */
async function secondTab(agent: ConsolePage): Promise<ConsolePage> {
  const page: Page = await agent.page.context().newPage();
  const tab = new ConsolePage(page, agent.url);
  await page.goto(`${agent.url}/`);
  await tab.list.waitFor();
  return tab;
}

test('an agent’s status shows in the own tabs and with the colleagues, stays after a reload, and ends with signing out', async () => {
  const [lin, wang] = await Promise.all([product.agent('lin'), product.agent('wang')]);
  const colleaguesOfWang = new ColleagueTree(wang);
  const tab = await secondTab(lin);
  await colleaguesOfWang.expectStatus('林医助', 'status_online');
  await colleaguesOfWang.expectStatus('陈主任', 'status_offline');

  await lin.chooseStatus('status_online', 'status_busy');
  await colleaguesOfWang.expectStatus('林医助', 'status_busy');
  await lin.ownStatus('status_busy').waitFor();
  await tab.ownStatus('status_busy').waitFor({ timeout: 2_000 });

  await tab.goAway('status_busy', '王医助');
  await colleaguesOfWang.expectStatus('林医助', 'status_away');
  await lin.ownStatus('status_away').waitFor({ timeout: 2_000 });
  await lin.page.reload();
  await lin.ownStatus('status_away').waitFor();
  await colleaguesOfWang.expectStatus('林医助', 'status_away');

  await tab.page.close();
  await lin.signOut();
  await colleaguesOfWang.expectStatus('林医助', 'status_offline');
  await lin.submitSignIn('lin');
  await lin.ownStatus('status_online').waitFor();
  await colleaguesOfWang.expectStatus('林医助', 'status_online');
});

test('the colleagues’ list has those who are reached first on top, and counts their live sessions', async () => {
  const { agent: lin } = await product.conversation('who is free?');
  const supervisor = await product.agent('supervisor');
  await lin.write('I am');
  await lin.chooseStatus('status_online', 'status_busy');
  await product.agent('wang');
  const colleagues = new ColleagueTree(supervisor);
  const names = () => colleagues.tree.getByText(/^.医助$/).allTextContents();
  await expect.poll(names).toEqual(['王医助', '林医助']);
  await colleagues
    .line('林医助')
    .getByText(supervisor.text('agent_load', { live: 1, capacity: 10 }))
    .waitFor();

  await lin.chooseStatus('status_busy', 'status_online');
  await expect.poll(names).toEqual(['林医助', '王医助']);
});

test('the status is chosen by keyboard alone, and offered again when the server could not be told', async () => {
  const lin = await product.agent('lin');
  await lin.ownStatus('status_online').waitFor();
  await lin.page.route('**/graphql?operation=SetStatus', (route) => route.abort());
  await lin.ownStatus('status_online').focus();
  await lin.page.keyboard.press('Enter');
  const busy = lin.page.getByRole('menuitemradio', { name: lin.text('status_busy') });
  await busy.waitFor();
  await lin.page.keyboard.press('ArrowDown');
  await expect.poll(() => busy.evaluate((item) => item === document.activeElement)).toBe(true);
  await lin.page.keyboard.press('Enter');
  await lin.page.getByText(lin.text('error_network')).waitFor();
  expect(await lin.ownStatus('status_online').count()).toBe(1);

  await lin.page.unrouteAll();
  await lin.page.getByRole('button', { name: lin.text('retry'), exact: true }).press('Enter');
  await lin.ownStatus('status_busy').waitFor();
});

test('a busy agent gets no visitor while a colleague is online, and everybody when nobody else is there', async () => {
  const [lin, wang] = [await product.agent('lin'), await product.agent('wang')];
  await lin.chooseStatus('status_online', 'status_busy');
  for (const opening of ['first to come', 'second to come']) {
    await product.visitorProgram(opening);
    await expectOwn(wang, opening);
    expect(await lin.row(opening).count()).toBe(0);
  }

  // Quitting without a hand-over leaves the sessions to the rules.
  await wang.signOut();
  for (const opening of ['first to come', 'second to come']) await expectOwn(lin, opening);
  await product.visitorProgram('third to come');
  await expectOwn(lin, 'third to come');
  await lin.ownStatus('status_busy').waitFor();
});

test('an agent who is away or has quit gets nobody: the visitor waits for whoever comes', async () => {
  const lin = await product.agent('lin');
  await lin.chooseStatus('status_online', 'status_away');
  await chooseList(lin, 'list_left_messages');
  await product.visitorProgram('is anybody there?');
  await lin.row('is anybody there?').getByText(lin.text('session_unassigned'), { exact: true }).waitFor();
  await lin.chooseStatus('status_away', 'status_online');
  await expectOwn(lin, 'is anybody there?');
});

test('a chosen status survives a restart of the server', async () => {
  const [lin, wang] = await Promise.all([product.agent('lin'), product.agent('wang')]);
  await lin.chooseStatus('status_online', 'status_busy');
  await product.server.restart();
  await wang.page.reload();
  await lin.page.reload();
  await lin.ownStatus('status_busy').waitFor();
  await new ColleagueTree(wang).expectStatus('林医助', 'status_busy', 20_000);
});

test('closing one of two tabs changes nothing; when the last has been gone for the grace period the agent is offline and the sessions go to others', async () => {
  const graceSeconds = 10;
  await changeSettings(product.server.url, { agentGraceSeconds: graceSeconds });
  const { agent: lin } = await product.conversation('how many tabs have you?');
  const tab = await secondTab(lin);
  const wang = await product.agent('wang');
  const colleagues = new ColleagueTree(wang);
  await lin.page.close();
  await wang.page.waitForTimeout((graceSeconds / 2) * 1_000);
  await tab.page.close();
  const closedAt = performance.now();

  await colleagues.expectStatus('林医助', 'status_offline', 40_000);
  // Counted from the first tab's closing it would have been half of it.
  expect(performance.now() - closedAt).toBeGreaterThan(graceSeconds * 900);
  await expectOwn(wang, 'how many tabs have you?');
});
