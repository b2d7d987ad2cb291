import type { BrowserContextOptions } from 'playwright-core';
import { afterEach, expect, test } from 'vitest';
import { RenameVisitorDocument } from '../support/gql/generated.ts';
import { expectAnswer, signInAs } from '../support/people.ts';
import type { ConsolePage } from './consolePage.ts';
import { expectLook } from './looks.ts';
import { Product } from './product.ts';
import { endAllSessions } from './programs.ts';

const product = new Product();
afterEach(() => endAllSessions(product.server.url));

const still: BrowserContextOptions = { reducedMotion: 'reduce', timezoneId: 'Asia/Shanghai' };
const wide: BrowserContextOptions = { ...still, viewport: { width: 1440, height: 900 } };
const phone: BrowserContextOptions = {
  ...still,
  viewport: { width: 390, height: 844 },
  isMobile: true,
  hasTouch: true,
};
const inChinese: BrowserContextOptions = { locale: 'zh-CN', colorScheme: 'light' };
const inEnglishAtNight: BrowserContextOptions = { locale: 'en-GB', colorScheme: 'dark' };

const visitors = [
  ['刘女士', '请问周末有专家门诊吗？'],
  ['Visitor from Hangzhou', '孩子咳嗽三天了，挂哪个科？'],
  ['赵先生', '可以用医保吗'],
  ['陈同学', '我想预约洗牙，明天下午可以吗？'],
  ['李雷', '您好，我的电话是 13912345678，微信 lilei_2026，想问一下种植牙的价格。'],
] as const;

/** Nicknames are random: these people are given names. */
async function arrive(): Promise<void> {
  const admin = await signInAs(product.server.url, 'admin');
  for (const [nickname, opening] of visitors) {
    const { sessionId } = await product.visitorProgram(opening);
    const { updateVisitor } = await admin.execute(RenameVisitorDocument, { input: { sessionId, nickname } });
    expectAnswer(updateVisitor, 'Visitor');
  }
}

/** What comes a moment later than the page: how many sessions there are. */
async function countsAreThere(agent: ConsolePage): Promise<void> {
  await expect.poll(() => agent.listLink('list_talking').innerText()).toContain(String(visitors.length));
}

test('the sign-in page looks as it was agreed to', async () => {
  const { page } = await product.people.enter('stranger', { ...wide, ...inChinese });
  await page.goto(`${product.server.url}/sign-in`);
  await page.getByRole('button').first().waitFor();
  await expectLook(page, 'sign-in');
});

test('the desk of an agent, its pages and the same on a phone look as they were agreed to', async () => {
  const agent = await product.agent('lin', { browser: { ...wide, ...inChinese } });
  await arrive();
  await agent.openSession('李雷');
  await agent.write('您好，种植牙一颗 6,800 元起，包含术前检查。');
  await agent.write('您方便什么时候过来？');
  await agent.page.locator('[data-delivery="SENT"]').nth(1).waitFor();
  await countsAreThere(agent);
  await expectLook(agent.page, 'desk');
  await agent.page.keyboard.press('ControlOrMeta+k');
  await agent.page.getByRole('dialog').getByRole('option').first().waitFor();
  await expectLook(agent.page, 'palette');
  await agent.page.goto(`${product.server.url}/quick-replies`);
  await agent.page.getByRole('main').getByRole('heading').first().waitFor();
  await expectLook(agent.page, 'quick-replies');

  const atNight = await product.agent('lin', { browser: { ...wide, ...inEnglishAtNight } });
  await atNight.openSession('李雷');
  await countsAreThere(atNight);
  await expectLook(atNight.page, 'desk-dark');
  await atNight.page.goto(`${product.server.url}/search?q=${encodeURIComponent('预约')}`);
  await atNight.page.locator('mark').first().waitFor();
  await expectLook(atNight.page, 'search-dark');

  const onPhone = await product.agent('lin', { browser: { ...phone, ...inChinese } });
  await expectLook(onPhone.page, 'phone-list');
  await onPhone.openSession('李雷');
  await expectLook(onPhone.page, 'phone-talk');
});

test("an admin's settings look as they were agreed to", async () => {
  const { page } = await product.agent('admin', { browser: { ...wide, ...inEnglishAtNight } });
  await page.goto(`${product.server.url}/settings/sites`);
  await page.getByRole('main').getByRole('heading').first().waitFor();
  await expectLook(page, 'settings-dark');
});

for (const [name, browser] of [
  ['widget', { ...wide, ...inChinese }],
  ['widget-phone-dark', { ...phone, ...inEnglishAtNight }],
] as const)
  test(`a visitor's chat looks as it was agreed to: ${name}`, async () => {
    const agent = await product.agent('wang');
    const visitor = await product.visitor({ browser });
    await visitor.write('请问周末有专家门诊吗？');
    await agent.openSession('请问周末有专家门诊吗？');
    await agent.write('有的，周六上午八点到十二点。');
    await visitor.thread.getByText('有的，周六上午八点到十二点。').waitFor();
    await visitor.ownMark(visitor.texts.read).waitFor();
    await expect.poll(() => visitor.thread.locator('.dots').count()).toBe(0);
    await expectLook(visitor.page, name);
  });
