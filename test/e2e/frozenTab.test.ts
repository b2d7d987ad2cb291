import { afterEach, beforeEach, expect, test } from 'vitest';
import { type UnreliableNetwork, unreliableNetwork } from '../support/unreliableNetwork.ts';
import { expectSaid, Product } from './product.ts';
import type { VisitorPage } from './visitorPage.ts';

const product = new Product();

let network: UnreliableNetwork;
beforeEach(async () => {
  network = await unreliableNetwork(product.server.url);
});
afterEach(() => network.close());

/** What a phone does with a tab that nobody looks at: no code of it runs any more. */
async function setLifecycle({ page }: VisitorPage, state: 'frozen' | 'active'): Promise<void> {
  const session = await page.context().newCDPSession(page);
  await session.send('Page.setWebLifecycleState', { state });
  await session.detach();
}

test('a visitor’s tab is frozen and its line dies unnoticed: thawed, it has what was written meanwhile, once and in order', async () => {
  const { visitor, agent } = await product.conversation('one moment please', { url: network.url });
  await setLifecycle(visitor, 'frozen');
  network.stall();
  await agent.write('of course');
  await agent.write('are you back?');
  await expect.poll(() => agent.lastMark()).toBe('SENT');

  network.restore();
  await setLifecycle(visitor, 'active');
  const said = ['VISITOR: one moment please', 'AGENT: of course', 'AGENT: are you back?'];
  await expectSaid([visitor, agent], said, 60_000);
  await visitor.write('here I am');
  await expectSaid([visitor, agent], [...said, 'VISITOR: here I am']);
});
