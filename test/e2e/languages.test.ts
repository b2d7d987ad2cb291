import type { Frame, Page } from 'playwright-core';
import { expect, test } from 'vitest';
import english from '../../console/messages/en.json' with { type: 'json' };
import chinese from '../../console/messages/zh-CN.json' with { type: 'json' };
import widgetEnglish from '../../widget/src/texts/en.ts';
import widgetChinese from '../../widget/src/texts/zh.ts';
import { ConsolePage, type ConsoleTexts } from './consolePage.ts';
import { Product } from './product.ts';
import { VisitorPage } from './visitorPage.ts';

const product = new Product();

const languages = [
  { locale: 'zh-CN', texts: chinese, others: english, widget: widgetChinese, othersOfWidget: widgetEnglish },
  { locale: 'en-GB', texts: english, others: chinese, widget: widgetEnglish, othersOfWidget: widgetChinese },
];

/** Everything that a screen says, seen or heard: texts, names, placeholders and titles. */
async function wordsOn(screen: Page | Frame): Promise<string[]> {
  return screen.evaluate(() => {
    const words = [document.title];
    const texts = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
    while (texts.nextNode()) {
      const { parentElement, textContent } = texts.currentNode;
      // SvelteKit's announcer says the title once, after each change of page.
      if (!parentElement?.closest('script, style, #svelte-announcer')) words.push(textContent ?? '');
    }
    for (const element of document.querySelectorAll('[aria-label], [title], [placeholder]')) {
      for (const name of ['aria-label', 'title', 'placeholder']) words.push(element.getAttribute(name) ?? '');
    }
    return words.map((word) => word.trim()).filter(Boolean);
  });
}

/** No key in place of its text, no gap left open, nothing that code would say, no word of the other language. */
function expectGoodWords(words: string[], screen: string, others: readonly string[]): void {
  const bad = words.filter(
    (word) =>
      word in english ||
      /\{\w+\}|\bundefined\b|\bnull\b|\bNaN\b|\[object|Invalid Date/.test(word) ||
      others.includes(word),
  );
  expect(bad, screen).toEqual([]);
  expect(words.length, screen).toBeGreaterThan(2);
}

/** Texts of the other language, as far as they say something different there. */
function onlyIn(others: ConsoleTexts, own: ConsoleTexts): string[] {
  const known = new Set<string>(Object.values(own));
  return Object.entries(others)
    .filter(([key, text]) => !known.has(text) && key !== '$schema')
    .map(([, text]) => text);
}

test('the console’s two languages have the same texts with the same gaps, none of them empty', () => {
  const gapsOf = (texts: ConsoleTexts) =>
    Object.fromEntries(
      Object.entries(texts).map(([key, text]) => [key, (text.match(/\{\w+\}/g) ?? []).sort().join()]),
    );
  expect(gapsOf(chinese)).toEqual(gapsOf(english));
  for (const texts of [chinese, english])
    expect(Object.values(texts).filter((text) => !text.trim())).toEqual([]);
});

test.each(languages)('every screen of the console is whole in $locale', async ({ locale, texts, others }) => {
  const visitor = await product.visitor();
  const { page } = await product.people.enter('agent', { locale });
  const agent = new ConsolePage(page, product.server.url, texts);
  const foreign = onlyIn(others, texts);
  const look = async (screen: string) => expectGoodWords(await wordsOn(page), screen, foreign);

  await page.goto(product.server.url);
  await agent.signInButton.waitFor();
  expect(await page.locator('html').getAttribute('lang')).toBe(locale.startsWith('zh') ? 'zh-CN' : 'en');
  await look('sign-in');
  await agent.submitSignIn('lin', 'wrong');
  await page.getByText(agent.text('error_sign_in_failed')).waitFor();
  await look('sign-in refused');
  await agent.submitSignIn('lin');
  await agent.list.waitFor();
  await visitor.write(`words for ${locale}`);
  await agent.row(`words for ${locale}`).waitFor();
  await page.getByText(agent.text('session_none')).waitFor();
  await look('no session chosen');

  await agent.openSession(`words for ${locale}`);
  await agent.write('an answer');
  await expect.poll(() => agent.lastMark()).toBe('READ');
  await visitor.composer.pressSequentially('typing');
  await page.getByText(agent.text('typing_visitor')).waitFor();
  await look('open session');
  await agent.agentMenuButton.click();
  await page.getByRole('menuitem', { name: agent.text('sign_out'), exact: true }).waitFor();
  await look('account menu');
  await page.keyboard.press('Escape');
  await agent.endButton.click();
  await page.getByRole('alertdialog').waitFor();
  await look('question before the end');
  await page
    .getByRole('alertdialog')
    .getByRole('button', { name: agent.text('session_end') })
    .click();
  await page
    .getByText(agent.text('session_ended_reason', { reason: agent.text('end_reason_agent') }))
    .waitFor();
  await look('ended session');
  const searched = page.getByRole('combobox', { name: agent.text('search_field') });
  await page.keyboard.press('Alt+q');
  await page.getByText(agent.text('search_start_text')).waitFor();
  await look('search, before anything is typed');
  await searched.fill(`words for ${locale}`);
  await page.getByRole('option').first().waitFor();
  await look('search, with results');
  await searched.fill('nothing like it');
  await page.getByText(agent.text('search_nothing_for', { query: 'nothing like it' })).waitFor();
  await look('search, without results');
  await page.goto(`${product.server.url}/no/such/page`);
  await page.getByText(agent.text('error_page_not_found')).waitFor();
  await look('no such page');
});

test.each(languages)('the widget is whole in $locale', async ({ locale, widget: texts, othersOfWidget }) => {
  const others = Object.values(othersOfWidget).filter((text) => typeof text === 'string');
  const { page } = await product.people.enter('visitor', { locale });
  const visitor = new VisitorPage(page, texts);
  await visitor.visit(`${product.server.url}/demo`);
  await visitor.openChat();
  const look = async (screen: string) => expectGoodWords(await wordsOn(visitor.frame), screen, others);
  expect(await visitor.frame.locator('html').getAttribute('lang')).toBe(locale);
  await look('empty');

  const agent = await product.agent();
  await visitor.write(`widget in ${locale}`);
  await agent.openSession(`widget in ${locale}`);
  await visitor.ownMark(texts.read).waitFor();
  await visitor.closeButton.click();
  await agent.write('an answer');
  await visitor.frame.getByRole('button', { name: texts.unread(1) }).waitFor();
  await look('closed, with a preview');
  await visitor.openChat();
  await agent.composer.pressSequentially('more');
  await visitor.thread.getByText(texts.isTyping('林医助')).waitFor();
  await visitor.composer.fill('长'.repeat(3_990));
  await visitor.panel.getByText(texts.charactersLeft(10)).waitFor();
  await look('open');
  await agent.composer.fill('');
  await agent.endSession();
  await visitor.thread.getByText(texts.sessionEnded).waitFor();
  await look('ended');
});

test('an agent changes the console’s language without a reload, and it stays chosen', async () => {
  const agent = await product.agent('wang');
  const inChinese = new ConsolePage(agent.page, product.server.url, chinese);
  await agent.page.evaluate(() => (document.body.dataset.loaded = 'once'));
  await agent.page.getByRole('button', { name: agent.text('setting_language') }).click();
  await agent.page.getByRole('menuitemradio', { name: '简体中文' }).click();
  await inChinese.list.waitFor();
  expect(await agent.page.evaluate(() => document.body.dataset.loaded)).toBe('once');
  const foreign = onlyIn(english, chinese);
  await expect
    .poll(async () => (await wordsOn(agent.page)).filter((word) => foreign.includes(word)))
    .toEqual([]);
  await agent.page.reload();
  await inChinese.list.waitFor();
});
