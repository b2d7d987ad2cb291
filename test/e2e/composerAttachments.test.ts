import { afterEach, expect, test } from 'vitest';
import { buildImage, buildSound, pdf } from '../attachment/build.ts';
import type { ConsolePage } from './consolePage.ts';
import { expectSaid, Product } from './product.ts';
import { endAllSessions } from './programs.ts';

const product = new Product();
afterEach(() => endAllSessions(product.server.url));

const image = async (name: string) => ({
  name,
  mimeType: 'image/png',
  buffer: await buildImage({ width: 600, height: 400 }),
});
const choose = ({ page }: ConsolePage, files: { name: string; mimeType: string; buffer: Buffer }[]) =>
  page.locator('input[data-attach]').setInputFiles(files);
const waiting = ({ page }: ConsolePage, status: string) => page.locator(`[data-tray=${status}]`);

test('several images and a file go out in order with one text, and are looked at by keyboard alone', async () => {
  const { visitor, agent } = await product.conversation('怎么过来');
  const file = { name: '须知.pdf', mimeType: 'application/pdf', buffer: Buffer.from(pdf) };
  await choose(agent, [await image('东门.png'), await image('西门.png'), file]);
  await agent.composer.fill('请看路线');
  // Nobody waits for uploads: what is sent goes when it is there.
  await agent.composer.press('Enter');
  await expect.poll(async () => (await visitor.said()).at(-1)).toContain('请看路线');
  await expect.poll(() => visitor.thread.locator('img').count()).toBe(2);
  expect((await visitor.said()).at(-1)).toContain('须知.pdf');
  expect(await agent.composer.inputValue()).toBe('');

  const first = agent.thread.getByRole('link', { name: agent.text('attachment_open', { name: '东门.png' }) });
  await first.focus();
  await first.press('Enter');
  const lightbox = agent.page.getByRole('dialog', { name: '东门.png' });
  await lightbox.getByText(agent.text('lightbox_of', { place: 1, count: 2 })).waitFor();
  await agent.page.keyboard.press('ArrowRight');
  await agent.page.getByRole('dialog', { name: '西门.png' }).waitFor();
  const width = () => agent.page.locator('[data-lightbox] img').evaluate((one) => one.clientWidth);
  const whole = await width();
  await agent.page.keyboard.press('+');
  await expect.poll(width).toBe(whole * 1.5);
  await agent.page.keyboard.press('Escape');
  await expect.poll(() => first.evaluate((one) => one === document.activeElement)).toBe(true);
});

test('a file that is dropped on the talk is taken there, what is refused says why, and a reload loses nothing', async () => {
  const { agent, visitor } = await product.conversation('价格多少');
  const bytes = [...(await buildImage())];
  const carry = (type: 'dragover' | 'drop') =>
    agent.thread.evaluate(
      (thread, { type, bytes }) => {
        const dataTransfer = new DataTransfer();
        dataTransfer.items.add(new File([new Uint8Array(bytes)], 'drop.png', { type: 'image/png' }));
        thread.dispatchEvent(new DragEvent(type, { dataTransfer, bubbles: true, cancelable: true }));
      },
      { type, bytes },
    );
  await carry('dragover');
  await agent.page.locator('[data-drop]').waitFor();
  await carry('drop');
  await agent.page.locator('[data-drop]').waitFor({ state: 'detached' });
  await waiting(agent, 'UPLOADED').waitFor();
  await choose(agent, [{ name: 'x.pdf', mimeType: 'application/pdf', buffer: Buffer.from('MZ\x90\0\x03') }]);
  await waiting(agent, 'FAILED').waitFor();
  await agent.page.getByText(agent.text('attachment_kind_not_allowed')).waitFor();
  await agent.page.reload();
  await waiting(agent, 'UPLOADED').waitFor();
  expect(await waiting(agent, 'FAILED').count()).toBe(0);
  await agent.composer.press('Enter');
  await expect.poll(() => visitor.thread.locator('img').count()).toBe(1);
});

test('a voice message is played in the talk, from any place', async () => {
  const { agent } = await product.conversation('喂');
  await choose(agent, [{ name: '语音.wav', mimeType: 'audio/wav', buffer: buildSound(12) }]);
  await agent.composer.press('Enter');
  const player = agent.thread.getByRole('group', { name: '语音.wav' });
  await player.getByText('0:12').waitFor();
  await player.getByRole('slider').fill('6');
  await player.getByRole('button', { name: agent.text('attachment_play', { name: '语音.wav' }) }).click();
  const place = () => player.locator('audio').evaluate((one) => (one as HTMLAudioElement).currentTime);
  await expect.poll(place).toBeGreaterThan(6.1);
  await player.getByRole('button', { name: agent.text('attachment_pause', { name: '语音.wav' }) }).click();
});

test('an emoji is found by its name and put where the caret is, and a sticker goes out at once', async () => {
  const { visitor, agent } = await product.conversation('谢谢');
  await agent.composer.fill('您好');
  await agent.composer.press('ArrowLeft');
  await agent.composer.press('Alt+z');
  const panel = agent.page.getByRole('dialog', { name: agent.text('emoji'), exact: true });
  await panel.locator('emoji-picker').getByRole('combobox').fill('rose');
  await panel.locator('emoji-picker').getByRole('option', { name: /🌹/ }).first().click();
  await expect.poll(() => agent.composer.inputValue()).toBe('您🌹好');
  await agent.composer.press('Alt+z');
  await panel.getByRole('button', { name: '👍' }).click();
  await expectSaid([visitor, agent], ['VISITOR: 谢谢', 'AGENT: 👍']);
  expect(await agent.composer.inputValue()).toBe('您🌹好');
});
