import { expect, test } from 'vitest';
import { expectSaid, Product } from './product.ts';

const product = new Product();

test('a visitor who reloads in the middle of a sentence finds sentence and thread again', async () => {
  const { visitor, agent } = await product.conversation('before the reload');
  await agent.write('and an answer');
  await expectSaid([visitor], ['VISITOR: before the reload', 'AGENT: and an answer']);
  await visitor.composer.pressSequentially('my sentence is not fin');

  await visitor.reload();
  await visitor.composer.waitFor();
  expect(await visitor.composer.inputValue()).toBe('my sentence is not fin');
  await expectSaid([visitor], ['VISITOR: before the reload', 'AGENT: and an answer']);

  await visitor.composer.pressSequentially('ished');
  await visitor.composer.press('Enter');
  await agent.write('now it is');
  const said = [
    'VISITOR: before the reload',
    'AGENT: and an answer',
    'VISITOR: my sentence is not finished',
    'AGENT: now it is',
  ];
  await expect.poll(async () => [...(await visitor.said())].sort()).toEqual([...said].sort());
  await expectSaid([agent], await visitor.said());
});

test('a visitor’s move to another page of the site continues the session', async () => {
  const { visitor, agent } = await product.conversation('on the first page');
  const rowCount = await agent.rows.count();
  await visitor.visit(`${product.server.url}/demo?page=2#doctors`);
  await visitor.composer.waitFor();
  await visitor.write('on the second page');
  await expectSaid([visitor, agent], ['VISITOR: on the first page', 'VISITOR: on the second page']);
  expect(await agent.rows.count()).toBe(rowCount);
});

test('an agent who reloads stays in the open session, with thread and draft complete', async () => {
  const { visitor, agent } = await product.conversation('please stay here');
  await agent.write('I stay');
  await visitor.thread.getByText('I stay', { exact: true }).waitFor();
  await agent.composer.pressSequentially('half an ans');
  const address = agent.page.url();
  expect(address).toMatch(/\/sessions\/[^/]+$/);

  await agent.page.reload();
  await agent.composer.waitFor();
  expect(agent.page.url()).toBe(address);
  expect(await agent.composer.inputValue()).toBe('half an ans');
  await expectSaid([agent], ['VISITOR: please stay here', 'AGENT: I stay']);

  await agent.composer.pressSequentially('wer');
  await agent.composer.press('Enter');
  await expectSaid([agent, visitor], ['VISITOR: please stay here', 'AGENT: I stay', 'AGENT: half an answer']);
});

test('going back in the browser leads from one session to the one before', async () => {
  const { agent } = await product.conversation('the session before');
  const second = await product.visitor();
  await second.write('the session after');
  await agent.openSession('the session after');
  await expectSaid([agent], ['VISITOR: the session after']);
  await agent.page.goBack();
  await expectSaid([agent], ['VISITOR: the session before']);
});
