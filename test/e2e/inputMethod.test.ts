import { expect, test } from 'vitest';
import type { ConsolePage } from './consolePage.ts';
import { InputMethod } from './inputMethod.ts';
import { expectSaid, Product } from './product.ts';
import type { VisitorPage } from './visitorPage.ts';

const product = new Product();

/** What the field was told, in order: for the certainty that the test did what it says. */
async function recordEvents({ composer }: VisitorPage | ConsolePage): Promise<() => Promise<string[]>> {
  await composer.evaluate((area) => {
    const seen: string[] = [];
    area.dataset.seen = '';
    for (const type of ['compositionstart', 'compositionend', 'keydown']) {
      area.addEventListener(type, (event) => {
        const key = event as KeyboardEvent;
        seen.push(type === 'keydown' ? `${key.key} ${key.keyCode} ${key.isComposing}` : type);
        area.dataset.seen = seen.join();
      });
    }
  });
  return async () => ((await composer.getAttribute('data-seen')) ?? '').split(',').filter(Boolean);
}

async function composeAndSend(
  side: VisitorPage | ConsolePage,
  before: string[],
  line: string,
): Promise<void> {
  const events = await recordEvents(side);
  const inputMethod = await InputMethod.of(side.page);
  await side.composer.focus();
  await inputMethod.compose('yu');
  await inputMethod.compose('yu yue');
  await expect.poll(() => side.composer.inputValue()).toBe('yu yue');
  await inputMethod.pressEnter();
  await inputMethod.accept('预约');
  // Safari ends the composition first and sends the key that ended it afterwards.
  await inputMethod.pressEnter();
  expect(await events()).toEqual(['compositionstart', 'Enter 229 true', 'compositionend', 'Enter 229 false']);
  expect(await side.composer.inputValue()).toBe('预约');
  expect(await side.said()).toEqual(before);

  await side.composer.press('Shift+Enter');
  await side.composer.pressSequentially('ok');
  expect(await side.composer.inputValue()).toBe('预约\nok');
  expect(await side.said()).toEqual(before);
  // No hand is as fast as this test: two keys of one hand are further apart.
  await side.page.waitForTimeout(100);
  await side.composer.press('Enter');
  await expectSaid([side], [...before, line]);
  expect(await side.composer.inputValue()).toBe('');
}

test('composing with an input method never sends the visitor’s text; a plain Enter does, Shift+Enter breaks the line', async () => {
  const { visitor, agent } = await product.conversation('please wait');
  const line = 'VISITOR: 预约\nok';
  await composeAndSend(visitor, ['VISITOR: please wait'], line);
  await expectSaid([agent], ['VISITOR: please wait', line]);
});

test('composing with an input method never sends the agent’s text; a plain Enter does, Shift+Enter breaks the line', async () => {
  const { visitor, agent } = await product.conversation('I wait');
  const line = 'AGENT: 预约\nok';
  await composeAndSend(agent, ['VISITOR: I wait'], line);
  await expectSaid([visitor], ['VISITOR: I wait', line]);
});

test('neither blanks nor too long a text can be sent, from neither side', async () => {
  const { visitor, agent } = await product.conversation('limits');
  for (const side of [visitor, agent]) {
    await side.write(' \n ');
    expect(await side.sendButton.isDisabled()).toBe(true);
    await side.write('长'.repeat(4001));
    expect(await side.sendButton.isDisabled()).toBe(true);
  }
  await visitor.panel.getByText(visitor.texts.charactersOver(1)).waitFor();
  await agent.page.getByText(agent.text('composer_too_long', { count: 1 })).waitFor();
  await expectSaid([visitor, agent], ['VISITOR: limits']);

  const longest = '长'.repeat(4000);
  await visitor.write(longest);
  await expectSaid([visitor, agent], ['VISITOR: limits', `VISITOR: ${longest}`]);
});
