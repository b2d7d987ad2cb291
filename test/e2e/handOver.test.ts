import { afterEach, expect, test } from 'vitest';
import { Product } from './product.ts';
import { endAllSessions } from './programs.ts';
import { expectOwn } from './visitorLists.ts';

const product = new Product();
afterEach(() => endAllSessions(product.server.url));

test('an agent who goes away hands the sessions over, and can undo it for ten seconds', async () => {
  const { agent: lin } = await product.conversation('who takes me?');
  const wang = await product.agent('wang');
  await lin.goAway('status_online', '王医助');
  await lin.page.getByText(lin.text('hand_over_done', { count: 1, name: '王医助' })).waitFor();
  await wang.row('who takes me?').waitFor();

  const undo = lin.page.getByRole('button', { name: lin.text('undo') });
  await undo.click();
  await lin.ownStatus('status_online').waitFor();
  await expect.poll(() => wang.row('who takes me?').count()).toBe(0);
  await lin.row('who takes me?').waitFor();

  await lin.goAway('status_online', '王医助');
  await undo.waitFor();
  await undo.waitFor({ state: 'detached', timeout: 12_000 });
  await lin.ownStatus('status_away').waitFor();
});

test('an agent whom no colleague can replace simply goes away and keeps the sessions', async () => {
  const { agent: lin } = await product.conversation('are you alone?');
  await lin.chooseStatus('status_online', 'status_away');
  await lin.row('are you alone?').waitFor();
});

test('quitting asks, and hands the sessions to the colleague who was chosen', async () => {
  const { agent: lin } = await product.conversation('do not go');
  const wang = await product.agent('wang');
  await lin.chooseInMenu('sign_out');
  const question = lin.page.getByRole('dialog', { name: lin.text('quit_title') });
  await question.getByRole('button', { name: lin.text('cancel') }).click();
  await question.waitFor({ state: 'detached' });
  await lin.ownStatus('status_online').waitFor();

  await lin.chooseInMenu('sign_out');
  await question.getByRole('option', { name: '王医助' }).click();
  await question.getByRole('button', { name: lin.text('sign_out') }).click();
  await lin.page.waitForURL(/\/sign-in/);
  await wang.openSession('do not go');
  await expect
    .poll(() => wang.notices())
    .toEqual([wang.text('notice_session_transferred_by', { agent: '林医助', target: '王医助' })]);
});

test('going away offers the colleagues who can be reached, in the agent’s language, and hands all over in one step', async () => {
  const inChinese = { browser: { locale: 'zh-CN' } };
  const { visitor, agent: lin } = await product.conversation('第一位访客', inChinese, inChinese);
  await product.visitorProgram('第二位访客');
  await lin.row('第二位访客').waitFor();
  const [wang, supervisor] = [await product.agent('wang'), await product.agent('supervisor')];
  await supervisor.chooseStatus('status_online', 'status_busy');

  await lin.ownStatus('status_online').click();
  await lin.page.getByRole('menuitemradio', { name: lin.text('status_away') }).click();
  const question = lin.page.getByRole('dialog', { name: lin.text('hand_over_title') });
  const offers = async () => {
    const options = await question.getByRole('option').all();
    return Promise.all(options.map(async (option) => (await option.innerText()).replace(/\s+/g, ' ')));
  };
  const load = lin.text('agent_load_text', { live: 0, capacity: 10 });
  const offer = (name: string, status: 'status_online' | 'status_busy') =>
    expect.stringMatching(new RegExp(`${name}.*${lin.text(status)}.*${load}`)) as string;
  await expect.poll(offers).toEqual([offer('王医助', 'status_online'), offer('陈主任', 'status_busy')]);
  await question.getByRole('option', { name: '陈主任' }).click();
  await question
    .getByText(lin.text('hand_over_outcome_count', { name: '陈主任', count: 2 }), { exact: true })
    .waitFor();
  await question.getByRole('button', { name: lin.text('hand_over_confirm') }).click();

  await lin.page.getByText(lin.text('hand_over_done', { count: 2, name: '陈主任' })).waitFor();
  await lin.ownStatus('status_away').waitFor();
  for (const opening of ['第一位访客', '第二位访客']) {
    await expectOwn(supervisor, opening);
    expect(await wang.row(opening).count()).toBe(0);
  }
  await expect.poll(() => lin.rows.count()).toBe(0);
  await visitor.thread.getByText(visitor.texts.transferredTo('陈主任'), { exact: true }).waitFor();
  await visitor.connection.getByText(visitor.texts.servedBy('陈主任')).waitFor();

  await lin.page.getByRole('button', { name: lin.text('undo') }).click();
  await lin.ownStatus('status_online').waitFor();
  for (const opening of ['第一位访客', '第二位访客']) await expectOwn(lin, opening);
  await expect.poll(() => supervisor.rows.count()).toBe(0);
  await visitor.connection.getByText(visitor.texts.servedBy('林医助')).waitFor();
});
