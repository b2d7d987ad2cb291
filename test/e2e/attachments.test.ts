import { afterEach, expect, test } from 'vitest';
import { buildImage, pdf } from '../attachment/build.ts';
import type { ConsolePage } from './consolePage.ts';
import { expectSaid, Product } from './product.ts';
import { endAllSessions } from './programs.ts';
import type { VisitorPage } from './visitorPage.ts';

const product = new Product();
afterEach(() => endAllSessions(product.server.url));

interface File {
  name: string;
  mimeType: string;
  buffer: Buffer;
}
const image = async (name = '路线图.png'): Promise<File> => ({
  name,
  mimeType: 'image/png',
  buffer: await buildImage({ width: 600, height: 400 }),
});

/** Makes a quick reply on its page, and goes back to the session that says this. */
async function makeReply(agent: ConsolePage, title: string, content: string, file: File, backTo: string) {
  await agent.page.goto(`${agent.url}/quick-replies`);
  await agent.page.getByRole('button', { name: agent.text('reply_make'), exact: true }).click();
  const dialog = agent.page.getByRole('dialog');
  await dialog.getByLabel(agent.text('reply_title'), { exact: true }).fill(title);
  await dialog.getByLabel(agent.text('reply_content'), { exact: true }).fill(content);
  await dialog.locator('input[type=file]').setInputFiles(file);
  await dialog.getByRole('button', { name: agent.text('attachment_remove', { name: file.name }) }).waitFor();
  await dialog.getByRole('button', { name: agent.text('tag_make_confirm') }).click();
  await dialog.waitFor({ state: 'detached' });
  await agent.page.goBack();
  await agent.openSession(backTo);
}

/** Finds a reply in the panel, by keyboard alone. */
async function findReply(agent: ConsolePage, title: string) {
  await agent.composer.press('Alt+/');
  const search = agent.page.getByRole('combobox', { name: agent.text('reply_search') });
  await search.fill(title);
  await agent.page.getByRole('option', { name: new RegExp(title) }).waitFor();
  return search;
}

/** How wide the images of a thread are in themselves; 0 for one that did not load. */
const widthsIn = ({ thread }: ConsolePage | VisitorPage) =>
  thread.locator('img').evaluateAll((images) => images.map((one) => (one as HTMLImageElement).naturalWidth));

test('a reply with an image goes to the visitor by keyboard alone, and both see the image', async () => {
  const { visitor, agent } = await product.conversation('怎么过来');
  await makeReply(agent, '乘车路线', '从东门进来', await image(), '怎么过来');
  const search = await findReply(agent, '乘车路线');
  await search.press('Control+Enter');
  await expectSaid([visitor, agent], ['VISITOR: 怎么过来', 'AGENT: 从东门进来']);
  for (const side of [visitor, agent]) await expect.poll(() => widthsIn(side)).toEqual([480]);

  const original = await visitor.thread.locator('a:has(img)').getAttribute('href');
  const answer = await fetch(new URL(original ?? '', product.server.url));
  expect([answer.status, answer.headers.get('content-type')]).toEqual([200, 'image/png']);
  await visitor.reload();
  await expect.poll(() => widthsIn(visitor)).toEqual([480]);
});

test('an inserted reply puts its image beside what is written, over a reload, until it is taken away', async () => {
  const { visitor, agent } = await product.conversation('hello');
  await makeReply(agent, '挂号单', '', await image('挂号单.png'), 'hello');
  await (await findReply(agent, '挂号单')).press('Enter');
  const chip = agent.page.locator('[data-chip]');
  await chip.getByText('挂号单.png').waitFor();
  await agent.composer.fill('请带上');
  await agent.page.reload();
  await chip.waitFor();
  await agent.page
    .getByRole('button', { name: agent.text('attachment_remove', { name: '挂号单.png' }) })
    .click();
  await chip.waitFor({ state: 'detached' });
  await agent.composer.press('Enter');
  await expectSaid([visitor], ['VISITOR: hello', 'AGENT: 请带上']);
  expect(await widthsIn(visitor)).toEqual([]);

  // Alone, it is a message too, and the list says what it was.
  await (await findReply(agent, '挂号单')).press('Control+Enter');
  for (const side of [visitor, agent]) await expect.poll(() => widthsIn(side)).toEqual([480]);
  const mark = agent.text('preview_agent', { text: agent.text('attachment_mark_image') });
  await agent.row(mark).waitFor();
});

test('a file is downloaded under its name, by the visitor and by the agent', async () => {
  const { visitor, agent } = await product.conversation('价格多少');
  const file = { name: '价目表.pdf', mimeType: 'application/pdf', buffer: Buffer.from(pdf) };
  await makeReply(agent, '价目', '请看价目表', file, '价格多少');
  await (await findReply(agent, '价目')).press('Control+Enter');
  await expect.poll(async () => (await visitor.said()).at(-1)).toContain('请看价目表');
  for (const side of [visitor, agent]) {
    const [download] = await Promise.all([
      side.page.waitForEvent('download'),
      side.thread.getByRole('link', { name: /价目表\.pdf/ }).click(),
    ]);
    expect(download.suggestedFilename()).toBe('价目表.pdf');
  }
});

test('what cannot be an attachment is refused in words, and what was there stays', async () => {
  const agent = await product.agent('lin');
  await agent.page.goto(`${agent.url}/quick-replies`);
  await agent.page.getByRole('button', { name: agent.text('reply_make'), exact: true }).click();
  const dialog = agent.page.getByRole('dialog');
  const input = dialog.locator('input[type=file]');
  await input.setInputFiles(await image());
  await dialog.getByText('路线图.png').waitFor();
  await input.setInputFiles({
    name: 'x.pdf',
    mimeType: 'application/pdf',
    buffer: Buffer.from('MZ\x90\0\x03'),
  });
  await dialog.getByText(agent.text('attachment_kind_not_allowed')).waitFor();
  await input.setInputFiles({
    name: 'x.bin',
    mimeType: 'text/plain',
    buffer: Buffer.alloc(11 * 1024 * 1024),
  });
  await dialog.getByText(agent.text('attachment_too_large', { limit: '10 MB' })).waitFor();
  const remove = agent.text('attachment_remove', { name: '路线图.png' });
  expect(await dialog.getByRole('button', { name: remove }).count()).toBe(1);
});

test('an image is also taken from the clipboard, and from where it is dropped', async () => {
  const agent = await product.agent('lin');
  await agent.page.goto(`${agent.url}/quick-replies`);
  await agent.page.getByRole('button', { name: agent.text('reply_make'), exact: true }).click();
  const dialog = agent.page.getByRole('dialog');
  const content = dialog.getByLabel(agent.text('reply_content'), { exact: true });
  const bytes = [...(await buildImage())];
  for (const kind of ['paste', 'drop'] as const) {
    await content.evaluate(
      (field, { kind, bytes }) => {
        const carried = new DataTransfer();
        carried.items.add(new File([new Uint8Array(bytes)], `${kind}.png`, { type: 'image/png' }));
        const event =
          kind === 'paste'
            ? new ClipboardEvent(kind, { clipboardData: carried, bubbles: true })
            : new DragEvent(kind, { dataTransfer: carried, bubbles: true });
        field.dispatchEvent(event);
      },
      { kind, bytes },
    );
    await dialog
      .getByRole('button', { name: agent.text('attachment_remove', { name: `${kind}.png` }) })
      .waitFor();
  }
});
