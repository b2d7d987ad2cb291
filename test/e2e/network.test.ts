import { afterEach, beforeEach, expect, test } from 'vitest';
import { type UnreliableNetwork, unreliableNetwork } from '../support/unreliableNetwork.ts';
import { expectSaid, Product } from './product.ts';

const product = new Product();

let network: UnreliableNetwork;
beforeEach(async () => {
  network = await unreliableNetwork(product.server.url);
});
afterEach(() => network.close());

test('the visitor’s network is cut and restored: what both wrote meanwhile arrives once and in order', async () => {
  const { visitor, agent } = await product.conversation('before the cut', { url: network.url });
  network.cut();
  await visitor.write('into the void, 1');
  await visitor.write('into the void, 2');
  await agent.write('are you there? 1');
  await agent.write('are you there? 2');
  await visitor.ownMark(visitor.texts.sending).waitFor();
  await visitor.connection.getByText(visitor.texts.cutOff).waitFor();
  await expectSaid(
    [visitor],
    ['VISITOR: before the cut', 'VISITOR: into the void, 1', 'VISITOR: into the void, 2'],
  );

  network.restore();
  const said = [
    'VISITOR: before the cut',
    'AGENT: are you there? 1',
    'AGENT: are you there? 2',
    'VISITOR: into the void, 1',
    'VISITOR: into the void, 2',
  ];
  await expectSaid([agent, visitor], said, 60_000);
  await expect.poll(() => visitor.connection.getByText(visitor.texts.cutOff).count()).toBe(0);
  await agent.write('welcome back');
  await expectSaid([visitor, agent], [...said, 'AGENT: welcome back']);
});

test('the agent’s network is cut and restored: what both wrote meanwhile arrives once and in order', async () => {
  const { visitor, agent } = await product.conversation('agent, stay', {}, { url: network.url });
  expect(await agent.connection.getAttribute('data-connection')).toBe('connected');
  network.cut();
  await agent.connection.getByText(agent.pattern('connection_waiting')).waitFor();
  await agent.write('lost words 1');
  await agent.write('lost words 2');
  await expect.poll(() => agent.lastMark(), { timeout: 20_000 }).toMatch(/WAITING|SENDING/);
  await visitor.write('agent? 1');
  await visitor.write('agent? 2');
  await visitor.ownMark(visitor.texts.sent).waitFor();
  await expectSaid([agent], ['VISITOR: agent, stay', 'AGENT: lost words 1', 'AGENT: lost words 2']);

  network.restore();
  // Unless the line has come back by itself already.
  await agent.page
    .getByRole('button', { name: agent.text('retry_now') })
    .last()
    .click({ timeout: 3_000 })
    .catch(() => undefined);
  const said = [
    'VISITOR: agent, stay',
    'VISITOR: agent? 1',
    'VISITOR: agent? 2',
    'AGENT: lost words 1',
    'AGENT: lost words 2',
  ];
  await expectSaid([visitor, agent], said, 60_000);
  await agent.connection.getByText(agent.text('connection_connected')).waitFor({ state: 'attached' });
  await expect.poll(() => agent.lastMark()).toMatch(/SENT|READ/);
});

test('a session that began while the agent was cut off is in the list afterwards', async () => {
  const agent = await product.agent('wang', { url: network.url });
  network.cut();
  await agent.connection.getByText(agent.pattern('connection_waiting')).waitFor();
  const visitor = await product.visitor();
  await visitor.write('came while you were away');
  await visitor.ownMark(visitor.texts.sent).waitFor();
  expect(await agent.row('came while you were away').count()).toBe(0);
  network.restore();
  await agent.row('came while you were away').waitFor({ timeout: 45_000 });
});

test('a visitor who reloads without network loses nothing that was written', async () => {
  const { visitor, agent } = await product.conversation('online', { url: network.url });
  network.cut();
  await visitor.write('written offline');
  await visitor.ownMark(visitor.texts.sending).waitFor();
  network.restore();
  await visitor.reload();
  await expectSaid([agent, visitor], ['VISITOR: online', 'VISITOR: written offline'], 60_000);
});

test('a phone loses its signal without a word and finds it again: nothing is lost or doubled on either side', async () => {
  const { visitor, agent } = await product.conversation('on the train', { url: network.url });
  const contexts = [visitor.page.context(), agent.page.context()];
  network.stall();
  for (const context of contexts) await context.setOffline(true);
  await agent.connection.getByText(agent.text('connection_offline')).waitFor();
  await visitor.write('in the tunnel');
  await agent.write('hello?');
  await visitor.ownMark(visitor.texts.sending).waitFor();

  network.restore();
  for (const context of contexts) await context.setOffline(false);
  for (const side of [visitor, agent]) {
    const said = ['AGENT: hello?', 'VISITOR: in the tunnel', 'VISITOR: on the train'];
    await expect.poll(async () => (await side.said()).sort(), { timeout: 60_000 }).toEqual(said);
  }
  await expectSaid([agent], await visitor.said());
});
