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

/** Stops all code of a page, as a phone does with a tab that nobody looks at. @returns what thaws it, and says so as browsers do */
async function freeze({ page }: VisitorPage): Promise<() => Promise<void>> {
  const session = await page.context().newCDPSession(page);
  await session.send('Debugger.enable');
  const paused = new Promise((resolve) => session.once('Debugger.paused', resolve));
  await session.send('Debugger.pause');
  await paused;
  return async () => {
    await session.send('Debugger.resume');
    await session.detach();
    for (const frame of page.frames())
      await frame.evaluate(() => document.dispatchEvent(new Event('visibilitychange')));
  };
}

test('a visitor’s tab is frozen and its line dies unnoticed: thawed, it has what was written meanwhile, once and in order', async () => {
  const { visitor, agent } = await product.conversation('one moment please', { url: network.url });
  const thaw = await freeze(visitor);
  network.stall();
  await agent.write('of course');
  await agent.write('are you back?');
  await expect.poll(() => agent.lastMark()).toBe('SENT');

  network.restore();
  await thaw();
  const said = ['VISITOR: one moment please', 'AGENT: of course', 'AGENT: are you back?'];
  await expectSaid([visitor, agent], said, 60_000);
  await visitor.write('here I am');
  await expectSaid([visitor, agent], [...said, 'VISITOR: here I am']);
});
