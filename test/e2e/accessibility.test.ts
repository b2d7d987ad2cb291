import type { Page } from 'playwright-core';
import { expect, test } from 'vitest';
import { findingsInBothThemes } from './accessibility.ts';
import { Product } from './product.ts';

const product = new Product();

/** Findings by screen, so that all are seen at once. */
class Findings {
  readonly #byScreen: Record<string, string[]> = {};

  add(screen: string, found: readonly string[]): void {
    if (found.length > 0) this.#byScreen[screen] = [...found];
  }

  expectNone(): void {
    expect(this.#byScreen).toEqual({});
  }
}

/** What a page of 1,280 by 1,024 pixels is at 200 % and at 400 % (WCAG 2.2, 1.4.4 and 1.4.10). */
const enlarged = [
  { width: 640, height: 512 },
  { width: 320, height: 256 },
];

/** At which sizes a page must be scrolled sideways. */
async function sidewaysAt(page: Page): Promise<string[]> {
  const before = page.viewportSize() ?? { width: 1280, height: 800 };
  const found: string[] = [];
  for (const size of enlarged) {
    await page.setViewportSize(size);
    const isWider = () => page.evaluate(() => document.documentElement.scrollWidth > innerWidth);
    if (await isWider()) found.push(`is wider than ${size.width}`);
  }
  await page.setViewportSize(before);
  return found;
}

test('axe finds nothing on any page of the console, light or dark, and nothing is cut off when it is enlarged', async () => {
  const findings = new Findings();
  const { page } = await product.people.enter('stranger');
  await page.goto(`${product.server.url}/sign-in`);
  await page.getByRole('button').first().waitFor();
  findings.add('sign-in', await findingsInBothThemes(page));

  const agent = await product.agent('admin');
  await agent.page.goto(`${product.server.url}/settings`);
  const links = agent.page.getByRole('navigation').getByRole('link');
  await links.first().waitFor();
  const addresses = await links.evaluateAll((all) =>
    all.map((link) => (link as HTMLAnchorElement).pathname).filter((path) => path.startsWith('/settings')),
  );
  expect(addresses.length).toBeGreaterThan(10);
  for (const address of ['/', '/quick-replies', '/tags', '/search?q=%E6%82%A8', ...new Set(addresses)]) {
    await agent.page.goto(`${product.server.url}${address}`);
    await agent.page.getByRole('main').waitFor();
    await expect.poll(() => agent.page.locator('[aria-busy="true"]').count()).toBe(0);
    findings.add(address, await findingsInBothThemes(agent.page));
    findings.add(`${address}, enlarged`, await sidewaysAt(agent.page));
  }
  findings.expectNone();
}, 240_000);

test('axe finds nothing in a talk, in its dialogs and menus, nor on a phone', async () => {
  const findings = new Findings();
  const { agent, visitor } = await product.conversation('您好，我的电话是 13912345678，想预约');
  const look = async (state: string) => findings.add(state, await findingsInBothThemes(agent.page));
  await agent.write('您好，请看 https://example.com/');
  await agent.page.locator('[data-delivery="READ"], [data-delivery="SENT"]').last().waitFor();
  await look('talk');
  for (const dialog of ['session_transfer', 'visitor_block', 'session_end'] as const) {
    await agent.page.getByRole('button', { name: agent.text('session_menu') }).click();
    if (dialog === 'session_transfer') await look('menu');
    await agent.page.getByRole('menuitem', { name: agent.text(dialog) }).click();
    await agent.page.locator('[role="dialog"], [role="alertdialog"]').waitFor();
    await look(dialog);
    await agent.page.keyboard.press('Escape');
    await expect.poll(() => agent.page.locator('[role="dialog"], [role="alertdialog"]').count()).toBe(0);
  }
  findings.add('talk, enlarged', await sidewaysAt(agent.page));
  await agent.page.setViewportSize({ width: 390, height: 844 });
  await look('phone');
  findings.add('widget, talk', await findingsInBothThemes(visitor.page, visitor.frame));
  await agent.page.setViewportSize({ width: 1280, height: 800 });
  await agent.endSession();
  await look('talk that has ended');
  findings.add('widget, ended', await findingsInBothThemes(visitor.page, visitor.frame));
  findings.expectNone();
}, 240_000);
