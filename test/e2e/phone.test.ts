import type { BrowserContextOptions, Locator } from 'playwright-core';
import { expect, test } from 'vitest';
import { expectSaid, Product } from './product.ts';
import { VisitorPage } from './visitorPage.ts';

const product = new Product();

const screen = { width: 390, height: 844 };
const phone: BrowserContextOptions = {
  viewport: screen,
  isMobile: true,
  hasTouch: true,
  deviceScaleFactor: 2,
};

async function expectOnScreen(part: Locator): Promise<void> {
  const box = await part.boundingBox();
  expect(box).not.toBeNull();
  if (!box) return;
  expect(box.x).toBeGreaterThanOrEqual(0);
  expect(box.y).toBeGreaterThanOrEqual(0);
  expect(box.x + box.width).toBeLessThanOrEqual(screen.width);
  expect(box.y + box.height).toBeLessThanOrEqual(screen.height);
}

test('on a phone the chat takes the whole screen, can be written in, and gives the page back', async () => {
  const { page } = await product.people.enter('visitor', phone);
  const visitor = new VisitorPage(page);
  await visitor.visit(`${product.server.url}/demo`);
  await expectOnScreen(visitor.launcher);
  await visitor.launcher.tap();
  await visitor.composer.waitFor();
  await expect.poll(() => visitor.panel.boundingBox()).toEqual({ x: 0, y: 0, ...screen });
  for (const part of [visitor.composer, visitor.sendButton, visitor.closeButton]) await expectOnScreen(part);
  const fontSize = await visitor.composer.evaluate((area) => parseFloat(getComputedStyle(area).fontSize));
  expect(fontSize, 'a smaller one makes phones zoom in').toBeGreaterThanOrEqual(16);

  await visitor.composer.tap();
  await visitor.composer.fill('from my phone');
  await visitor.sendButton.tap();
  await expectSaid([visitor], ['VISITOR: from my phone']);
  await visitor.ownMark(visitor.texts.sent).waitFor();
  for (let line = 0; line < 12; line++)
    await visitor.write(`line ${line} of a long talk that fills the screen`);
  await expectOnScreen(visitor.thread.locator('.bubble').last());
  await expectOnScreen(visitor.composer);

  await visitor.closeButton.tap();
  await visitor.launcher.waitFor();
  await expectOnScreen(visitor.launcher);
  const isFree = () => page.evaluate(() => !document.body.inert && !document.documentElement.style.overflow);
  await expect.poll(isFree).toBe(true);
  await page.getByLabel('姓名').fill('李雷');
});

test('on a phone the console shows one pane at a time: list, thread, visitor', async () => {
  const agent = await product.agent('lin', { browser: phone });
  const visitor = await product.visitor();
  await visitor.write('do you read this on your phone?');
  const details = agent.page.getByText(agent.text('device_browser'), { exact: true });
  const panes = async () =>
    Promise.all([agent.list, agent.composer, details].map((pane) => pane.isVisible()));
  await agent.row('do you read this').waitFor();
  await expectOnScreen(agent.list);
  expect(await panes()).toEqual([true, false, false]);

  await agent.row('do you read this').getByRole('link').tap();
  await agent.thread.waitFor();
  await expect.poll(panes).toEqual([false, true, false]);
  for (const part of [agent.composer, agent.sendButton, agent.endButton]) await expectOnScreen(part);
  await agent.composer.fill('I do');
  await agent.sendButton.tap();
  await expectSaid([visitor, agent], ['VISITOR: do you read this on your phone?', 'AGENT: I do']);

  await agent.page.getByRole('link', { name: agent.text('visitor_show') }).tap();
  await expect.poll(panes).toEqual([false, false, true]);
  await agent.page.goBack();
  await expect.poll(panes).toEqual([false, true, false]);
  await agent.page.getByRole('link', { name: agent.text('back') }).tap();
  await expect.poll(panes).toEqual([true, false, false]);
  const isWiderThanScreen = await agent.page.evaluate(
    () => document.documentElement.scrollWidth > innerWidth,
  );
  expect(isWiderThanScreen).toBe(false);
});

test('on a tablet list and thread stand side by side', async () => {
  const agent = await product.agent('lin', { browser: { viewport: { width: 820, height: 1180 } } });
  const visitor = await product.visitor();
  await visitor.write('on a tablet');
  await agent.openSession('on a tablet');
  expect(await agent.list.isVisible()).toBe(true);
  expect(await agent.composer.isVisible()).toBe(true);
});
