import { isDeepStrictEqual } from 'node:util';
import type { Page } from 'playwright-core';
import { afterAll, beforeAll, expect, test } from 'vitest';
import type {} from '../../widget/loader/loader.ts';
import { allowOrigin, hostPage, type HostSite, startHostSite } from './hostPage.ts';
import { expectSaid, Product } from './product.ts';
import { VisitorPage } from './visitorPage.ts';

const product = new Product();
let foreignSite: HostSite;
let allowedSite: HostSite;

beforeAll(async () => {
  foreignSite = await startHostSite(product.server.url);
  allowedSite = await startHostSite(product.server.url);
  await allowOrigin(product.server.url, allowedSite.url);
});
afterAll(async () => {
  await foreignSite.close();
  await allowedSite.close();
});

/** Opens a host page, and gives back what the browser's console said since. */
async function look(page: Page, url: string): Promise<string[]> {
  const said: string[] = [];
  page.on('console', (message) => said.push(message.text()));
  await page.goto(url);
  return said;
}

/** How much of the window the page's own elements leave to others: nothing is shown of the widget when it is 0. */
const placeTaken = (page: Page) =>
  page.evaluate(() =>
    [...document.documentElement.children]
      .filter((child) => child !== document.head && child !== document.body)
      .map((child) => child.getBoundingClientRect())
      .reduce((sum, { width, height }) => sum + width * height, 0),
  );

async function expectUnharmed(page: Page): Promise<void> {
  expect(await placeTaken(page)).toBe(0);
  await page.evaluate(() => window.dukou?.open());
  await page.getByRole('button', { name: 'press me' }).click();
  await page.getByRole('button', { name: 'pressed' }).waitFor();
  expect(await page.evaluate(() => document.body.inert || document.documentElement.style.overflow)).toBe('');
  expect(await placeTaken(page)).toBe(0);
}

test('a page of an origin that the site does not allow shows no widget, and is not harmed', async () => {
  const { page } = await product.people.enter('stranger');
  const said = await look(page, foreignSite.url);
  await expect.poll(() => said.join()).toContain('frame-ancestors');
  await expectUnharmed(page);
});

test('a page with an unknown site key shows no widget, and is not harmed', async () => {
  const { page } = await product.people.enter('stranger');
  const url = `${product.server.url}/clinic`;
  const body = hostPage(product.server.url, 'no-such-site');
  await page.route(url, (route) => route.fulfill({ contentType: 'text/html', body }));
  const said = await look(page, url);
  await expect.poll(() => said).toContain('Dukou: UnknownSiteError');
  await expectUnharmed(page);
});

test('a page of an allowed origin shows the widget, and its visitor and an agent talk', async () => {
  const agent = await product.agent();
  const { page } = await product.people.enter('visitor');
  const visitor = new VisitorPage(page);
  await visitor.visit(allowedSite.url);
  await visitor.openChat();
  await visitor.write('from the clinic’s own site');
  await agent.openSession('from the clinic’s own site');
  await agent.page.getByText(new URL(allowedSite.url).host).first().waitFor();
  await agent.write('welcome');
  await expectSaid([visitor, agent], ['VISITOR: from the clinic’s own site', 'AGENT: welcome']);
  await page.getByRole('button', { name: 'press me' }).click();
  await page.getByRole('button', { name: 'pressed' }).waitFor();
});

/** What of an element's looks a host page's style sheet could have spoiled. */
async function looksOf(visitor: VisitorPage): Promise<unknown> {
  const parts = {
    panel: visitor.panel,
    composer: visitor.composer,
    send: visitor.sendButton,
    thread: visitor.thread,
  };
  const looks: Record<string, unknown> = {};
  for (const [name, part] of Object.entries(parts)) {
    const styles = await part.evaluate((element) => {
      const { color, backgroundColor, font, border, opacity, filter, transform } = getComputedStyle(element);
      return { color, backgroundColor, font, border, opacity, filter, transform };
    });
    looks[name] = { box: await part.boundingBox(), ...styles };
  }
  // The frame's own element, from outside: it is there that the page's rules could reach.
  looks.host = await visitor.page.evaluate(() => {
    const host = [...document.documentElement.children].find(
      (child) => child !== document.head && child !== document.body,
    );
    if (!host) return null;
    const { position, display, opacity, filter, transform, clipPath, pointerEvents, visibility, zIndex } =
      getComputedStyle(host);
    const { x, y, width, height } = host.getBoundingClientRect();
    const isOnTop = document.elementFromPoint(x + width / 2, y + height / 2) === host;
    const styles = {
      position,
      display,
      opacity,
      filter,
      transform,
      clipPath,
      pointerEvents,
      visibility,
      zIndex,
    };
    return { isOnTop, box: [x, y, width, height], ...styles };
  });
  return looks;
}

test('the demo page’s hostile style sheet changes nothing of the widget: it looks as on a plain page', async () => {
  const plain = new VisitorPage((await product.people.enter('on-plain-page')).page);
  await plain.visit(allowedSite.url);
  const hostile = new VisitorPage((await product.people.enter('on-hostile-page')).page);
  await hostile.visit(`${product.server.url}/demo`);
  // Asked anew each time: it comes with an animation.
  const boxes = () => Promise.all([hostile, plain].map(({ launcher }) => launcher.boundingBox()));
  await expect.poll(async () => new Set((await boxes()).map((box) => JSON.stringify(box))).size).toBe(1);
  await plain.openChat();
  await hostile.openChat();
  await expect.poll(async () => isDeepStrictEqual(await looksOf(hostile), await looksOf(plain))).toBe(true);
  expect(await looksOf(hostile)).toEqual(await looksOf(plain));
  expect(await looksOf(plain)).toMatchObject({ host: { isOnTop: true } });
});

test('the demo page’s own button opens the chat', async () => {
  const { page } = await product.people.enter('visitor');
  const visitor = new VisitorPage(page);
  await visitor.visit(`${product.server.url}/demo`);
  await visitor.launcher.waitFor();
  await page.evaluate(() => document.querySelector<HTMLButtonElement>('button.call')?.click());
  await visitor.composer.waitFor();
});
