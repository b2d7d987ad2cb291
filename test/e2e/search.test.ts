import type { Locator } from 'playwright-core';
import { afterEach, expect, test } from 'vitest';
import { KeepQuickReplyDocument, RenameVisitorDocument } from '../support/gql/generated.ts';
import { expectAnswer, signInAs } from '../support/people.ts';
import type { ConsolePage } from './consolePage.ts';
import { InputMethod } from './inputMethod.ts';
import { languages } from './language.ts';
import { Product } from './product.ts';
import { endAllSessions, endSessionBy, sendBy } from './programs.ts';

const product = new Product();
afterEach(() => endAllSessions(product.server.url));

const newerCount = 130;
const asked = '请问烤瓷牙一般能用多少年？';

const fieldOf = (agent: ConsolePage) =>
  agent.page.getByRole('combobox', { name: agent.text('search_field') });
const hits = (agent: ConsolePage) =>
  agent.page.getByRole('listbox', { name: agent.text('search_results') }).getByRole('option');
const bubble = (agent: ConsolePage, text: string) =>
  agent.thread.getByRole('article').filter({ hasText: text });

/** Somebody who asked long before much else was said, in a session that has ended. */
async function askedLongAgo(nickname: string): Promise<string> {
  const { url } = product.server;
  const [visitor, admin] = await Promise.all([product.visitorProgram(asked), signInAs(url, 'admin')]);
  const { sessionId } = visitor;
  const lines = Array.from({ length: newerCount }, (_, index) => `第 ${index + 1} 句话`);
  await Promise.all(lines.map((line) => sendBy(admin, sessionId, line)));
  const { updateVisitor } = await admin.execute(RenameVisitorDocument, { input: { sessionId, nickname } });
  expectAnswer(updateVisitor, 'Visitor');
  await endSessionBy(admin, sessionId);
  return sessionId;
}

async function expectInView(part: Locator): Promise<void> {
  await part.waitFor();
  const isSeen = () =>
    part.evaluate((element) => {
      const { top, bottom } = element.getBoundingClientRect();
      return top >= 0 && bottom <= innerHeight;
    });
  await expect.poll(isSeen).toBe(true);
}

/** Scrolls through the results until something that is further down is there. */
async function scrollTo(agent: ConsolePage, hit: Locator): Promise<void> {
  await hits(agent).first().waitFor();
  const list = agent.page.getByRole('listbox', { name: agent.text('search_results') });
  await expect
    .poll(async () => {
      await list.evaluate((box) => (box.scrollTop += 400));
      return hit.isVisible();
    })
    .toBe(true);
}

for (const { locale } of languages) {
  test(`by keyboard alone, what was said long ago is found and read, and so is who said it (${locale})`, async () => {
    const nickname = locale === 'en-GB' ? '欧阳晓芳' : '诸葛文静';
    const initials = locale === 'en-GB' ? 'oyxf' : 'zgwj';
    const { agent } = await product.conversation('你好', {}, { browser: { locale } });
    const sessionId = await askedLongAgo(nickname);
    const { page } = agent;

    await agent.composer.focus();
    await page.keyboard.press('Alt+q');
    await fieldOf(agent).waitFor();
    await page.keyboard.type('烤瓷');
    await hits(agent).filter({ hasText: nickname }).first().waitFor();
    await page.keyboard.press('ArrowUp');
    await page.keyboard.press('Enter');
    await expectInView(bubble(agent, asked));
    expect(await bubble(agent, asked).locator('mark').allInnerTexts()).toEqual(['烤瓷']);
    expect(new URL(page.url()).pathname).toBe(`/search/${sessionId}`);
    expect(await page.evaluate(() => document.body.scrollTop)).toBe(0);

    await page.reload();
    await expectInView(bubble(agent, asked));
    await expect.poll(() => fieldOf(agent).inputValue()).toBe('烤瓷');
    expect(await hits(agent).first().getAttribute('aria-selected')).toBe('true');

    await page.keyboard.press('Alt+q');
    await page.keyboard.type(initials);
    await hits(agent).filter({ hasText: asked }).first().waitFor({ state: 'detached' });
    await hits(agent).filter({ hasText: nickname }).waitFor();
    await page.keyboard.press('Enter');
    await expect.poll(() => new URL(page.url()).searchParams.get('message')).toBeNull();
    expect(await agent.nickname()).toBe(nickname);

    await page.keyboard.press('Escape');
    await agent.list.waitFor();
    expect(new URL(page.url()).pathname).not.toContain('search');
  });
}

test('a quick reply that is found is written into the session that is open beside the results', async () => {
  const admin = await signInAs(product.server.url, 'admin');
  const { createQuickReply } = await admin.execute(KeepQuickReplyDocument, {
    input: { isPublic: true, title: '停车指引', content: '{{visitor.nickname}}，地下二层可以停车。' },
  });
  expectAnswer(createQuickReply, 'QuickReply');
  const { agent } = await product.conversation('hello');
  const nickname = await agent.nickname();
  await agent.composer.press('Alt+q');
  await fieldOf(agent).waitFor();
  await agent.page.keyboard.type('tczy');
  await hits(agent).filter({ hasText: '停车指引' }).waitFor();
  await agent.page.keyboard.press('Enter');
  await expect.poll(() => agent.composer.inputValue()).toBe(`${nickname}，地下二层可以停车。`);
  await agent.page.keyboard.press('Enter');
  await expect.poll(() => agent.said()).toEqual(['VISITOR: hello', `AGENT: ${nickname}，地下二层可以停车。`]);
});

test('an input method that composes in the search finds, opens and closes nothing', async () => {
  const sessionId = await askedLongAgo('司马小雨');
  const agent = await product.agent('admin');
  const { page } = agent;
  const inputMethod = await InputMethod.of(page);
  await page.keyboard.press('Alt+q');
  await fieldOf(agent).waitFor();
  await inputMethod.compose('kao');
  await inputMethod.compose('kao ci');
  await inputMethod.pressEnter();
  await page.waitForTimeout(600);
  expect([await hits(agent).count(), new URL(page.url()).search]).toEqual([0, '']);
  await inputMethod.accept('烤瓷');
  await hits(agent).first().waitFor();
  expect(new URL(page.url()).searchParams.get('q')).toBe('烤瓷');

  await inputMethod.compose('ya');
  await inputMethod.pressEnter();
  await page.waitForTimeout(600);
  expect(new URL(page.url()).pathname).toBe('/search');
  await inputMethod.accept('牙');
  await expect.poll(() => new URL(page.url()).searchParams.get('q')).toBe('烤瓷牙');
  await page.locator('mark', { hasText: '烤瓷牙' }).first().waitFor();
  await page.keyboard.press('Enter');
  await expect.poll(() => new URL(page.url()).pathname).toBe(`/search/${sessionId}`);
});

test('on a phone results and thread are two screens, and the way back keeps query and place', async () => {
  await askedLongAgo('上官一一');
  const phone = { viewport: { width: 390, height: 844 }, isMobile: true, hasTouch: true };
  const agent = await product.agent('admin', { browser: phone });
  const { page } = agent;
  await page.getByRole('link', { name: agent.text('search'), exact: true }).tap();
  await fieldOf(agent).fill('句话');
  await page.getByRole('link', { name: agent.text('search_kind_messages'), exact: true }).tap();
  const text = `第 ${newerCount - 40} 句话`;
  const far = hits(agent).filter({ hasText: text });
  await scrollTo(agent, far);
  await far.tap();
  await expectInView(bubble(agent, text).first());
  expect(await fieldOf(agent).isVisible()).toBe(false);

  await page.getByRole('link', { name: agent.text('back') }).tap();
  await fieldOf(agent).waitFor();
  expect(await fieldOf(agent).inputValue()).toBe('句话');
  await expectInView(hits(agent).filter({ hasText: text }).first());
});
