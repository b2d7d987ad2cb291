import { afterEach, expect, test } from 'vitest';
import { expectSaid, Product } from './product.ts';
import { endAllSessions } from './programs.ts';

const product = new Product();
afterEach(() => endAllSessions(product.server.url));

test('a message that is taken back is gone on both sides, says so, and can be written anew', async () => {
  const { visitor, agent } = await product.conversation('how much is it?');
  await agent.write('it costs 3,000 000');
  await expectSaid([visitor], ['VISITOR: how much is it?', 'AGENT: it costs 3,000 000']);
  await agent.thread.getByText('it costs 3,000 000').click({ button: 'right' });
  await agent.page.getByRole('menuitem', { name: agent.text('message_recall') }).click();
  await visitor.thread.getByText(visitor.texts.recalled('林医助')).waitFor();
  await expectSaid([visitor, agent], ['VISITOR: how much is it?']);
  await agent.thread.getByText(agent.text('message_recalled_own')).waitFor();
  expect(await agent.list.getByText('it costs 3,000 000').count()).toBe(0);

  await agent.thread.getByRole('button', { name: agent.text('message_rewrite') }).click();
  await expect.poll(() => agent.composer.inputValue()).toBe('it costs 3,000 000');
  await agent.write('it costs 3,000');
  await expectSaid([visitor, agent], ['VISITOR: how much is it?', 'AGENT: it costs 3,000']);
  await visitor.reload();
  await expectSaid([visitor], ['VISITOR: how much is it?', 'AGENT: it costs 3,000']);
});

test('a colleague who is called in a note is told, and reads it there; the visitor never hears of it', async () => {
  const { visitor, agent: lin } = await product.conversation('can I pay later?');
  const chief = await product.agent('supervisor');
  await lin.page.getByRole('button', { name: lin.text('composer_kind_note') }).click();
  const note = lin.page.getByRole('textbox', { name: lin.pattern('composer_note') });
  await note.pressSequentially('may they? @');
  const offered = lin.page.getByRole('listbox', { name: lin.text('mention_list') });
  await offered.getByRole('option', { name: '陈主任' }).click();
  await note.press('Enter');
  await lin.thread.getByText('may they? @陈主任').waitFor();

  const mentions = chief.page.getByRole('button', { name: chief.text('mentions') });
  await mentions.getByText('1', { exact: true }).waitFor();
  await mentions.click();
  await chief.page.getByRole('dialog').getByRole('link').filter({ hasText: 'may they?' }).click();
  await chief.thread.getByText('may they? @陈主任').waitFor();
  await expect.poll(() => mentions.innerText()).toBe('');

  await lin.page.getByRole('button', { name: lin.text('composer_kind_reply') }).click();
  await lin.write('yes');
  await expectSaid([visitor], ['VISITOR: can I pay later?', 'AGENT: yes']);
  await visitor.reload();
  await expectSaid([visitor], ['VISITOR: can I pay later?', 'AGENT: yes']);
});
