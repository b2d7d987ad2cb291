import type { Locator, Page } from 'playwright-core';
import { expect, test } from 'vitest';
import { ConsolePage, type StatusText } from './consolePage.ts';
import { Product } from './product.ts';

const product = new Product();

async function openColleagues(agent: ConsolePage): Promise<void> {
  await agent.page.getByRole('button', { name: agent.text('colleagues') }).click();
  await colleague(agent, '陈主任').waitFor();
}

function colleague(agent: ConsolePage, name: string): Locator {
  return agent.page
    .getByRole('dialog', { name: agent.text('colleagues') })
    .getByRole('listitem')
    .filter({ hasText: name });
}

/** Waits until a colleague's line says this, and no longer than the product may take. */
async function expectStatus(agent: ConsolePage, name: string, status: StatusText, timeout = 2_000) {
  await colleague(agent, name).getByText(agent.text(status), { exact: true }).waitFor({ timeout });
}

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
  const tab = await secondTab(lin);
  await openColleagues(wang);
  await expectStatus(wang, '林医助', 'status_online');
  await expectStatus(wang, '陈主任', 'status_offline');

  await lin.chooseStatus('status_online', 'status_busy');
  await expectStatus(wang, '林医助', 'status_busy');
  await lin.ownStatus('status_busy').waitFor();
  await tab.ownStatus('status_busy').waitFor({ timeout: 2_000 });

  await tab.chooseStatus('status_busy', 'status_away');
  await expectStatus(wang, '林医助', 'status_away');
  await lin.ownStatus('status_away').waitFor({ timeout: 2_000 });
  await lin.page.reload();
  await lin.ownStatus('status_away').waitFor();
  await expectStatus(wang, '林医助', 'status_away');

  await tab.page.close();
  await lin.chooseInMenu('sign_out');
  await lin.page.waitForURL(/\/sign-in/);
  await expectStatus(wang, '林医助', 'status_offline');
  await lin.submitSignIn('lin');
  await lin.ownStatus('status_online').waitFor();
  await expectStatus(wang, '林医助', 'status_online');
});

test('the colleagues’ list has those who are reached first on top, and counts their live sessions', async () => {
  const { agent: lin } = await product.conversation('who is free?');
  const supervisor = await product.agent('supervisor');
  await lin.write('I am');
  await lin.chooseStatus('status_online', 'status_away');
  await product.agent('wang');
  await supervisor.page.getByRole('button', { name: supervisor.text('colleagues') }).click();
  const list = supervisor.page.getByRole('dialog', { name: supervisor.text('colleagues') });
  const names = () => list.getByText(/^.医助$/).allTextContents();
  await expect.poll(names).toEqual(['王医助', '林医助']);
  await colleague(supervisor, '林医助')
    .getByText(supervisor.text('colleague_sessions', { count: 1 }))
    .waitFor();

  await lin.chooseStatus('status_away', 'status_online');
  await expect.poll(names).toEqual(['林医助', '王医助']);
});

test('the status is chosen by keyboard alone, and offered again when the server could not be told', async () => {
  const lin = await product.agent('lin');
  await lin.ownStatus('status_online').waitFor();
  await lin.page.route('**/graphql', (route) =>
    route.request().postData()?.includes('SetStatus') ? route.abort() : route.fallback(),
  );
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
