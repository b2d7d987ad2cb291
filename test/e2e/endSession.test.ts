import { expect, test } from 'vitest';
import { expectSaid, Product } from './product.ts';

const product = new Product();

test('the agent ends the session: the visitor is told so, and the next word opens a new one and arrives there', async () => {
  const { visitor, agent } = await product.conversation('is that all?');
  await agent.write('that is all');
  await visitor.thread.getByText('that is all', { exact: true }).waitFor();
  const endedAddress = agent.page.url();
  await agent.endSession();
  await visitor.thread.getByText(visitor.texts.sessionEnded, { exact: true }).waitFor();
  await agent.page.getByText(agent.text('notice_session_ended')).first().waitFor();
  await agent.page
    .getByText(agent.text('session_ended_reason', { reason: agent.text('end_reason_agent') }))
    .waitFor();

  await visitor.write('one more thing');
  await agent.row('one more thing').waitFor();
  expect(agent.page.url()).toBe(endedAddress);
  await expectSaid([agent], ['VISITOR: is that all?', 'AGENT: that is all']);

  await agent.openSession('one more thing');
  await agent.composer.waitFor();
  expect(agent.page.url()).not.toBe(endedAddress);
  await expectSaid([agent], ['VISITOR: one more thing']);
  await agent.write('go on');
  await expectSaid(
    [visitor],
    ['VISITOR: is that all?', 'AGENT: that is all', 'VISITOR: one more thing', 'AGENT: go on'],
  );
});

test('a session is not ended when the agent says no to the question', async () => {
  const { visitor, agent } = await product.conversation('do not leave me');
  await agent.endButton.click();
  const question = agent.page.getByRole('alertdialog', { name: agent.text('session_end_title') });
  await question.getByRole('button', { name: agent.text('cancel') }).click();
  await question.waitFor({ state: 'detached' });
  await agent.write('I will not');
  await expectSaid([visitor, agent], ['VISITOR: do not leave me', 'AGENT: I will not']);
});

test('what a visitor typed while the session ended goes to a new session, once', async () => {
  const { visitor, agent } = await product.conversation('hold on');
  await visitor.composer.fill('typed before the end');
  await agent.endSession();
  await visitor.thread.getByText(visitor.texts.sessionEnded, { exact: true }).waitFor();
  await visitor.composer.press('Enter');
  await agent.openSession('typed before the end');
  await expectSaid([agent], ['VISITOR: typed before the end']);
  await expectSaid([visitor], ['VISITOR: hold on', 'VISITOR: typed before the end']);
});
