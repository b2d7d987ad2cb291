import type { Page } from 'playwright-core';
import { expect, test } from 'vitest';
import { Product } from './product.ts';

const product = new Product();
const withWorker = { browser: { serviceWorkers: 'allow' } } as const;

/** Resolves when the service worker has kept the build and answers for this page. */
async function untilKept(page: Page): Promise<void> {
  await page.waitForFunction(() => navigator.serviceWorker.controller?.state === 'activated');
}

test('the console can be installed: its manifests name it in both languages, with icons that are there', async () => {
  const { page } = await product.agent('lin', withWorker);
  expect(await page.locator('link[rel="manifest"]').count()).toBe(1);
  const names = await page.evaluate(async () => {
    const manifests = ['/manifest.webmanifest', '/manifest.en.webmanifest'].map(async (address) => {
      const answer = await fetch(address);
      const manifest = (await answer.json()) as { name: string; icons: { src: string; sizes: string }[] };
      for (const { src, sizes } of manifest.icons) {
        const image = new Image();
        image.src = src;
        await image.decode();
        if (sizes !== `${image.naturalWidth}x${image.naturalHeight}`)
          throw new Error(`${src} is not ${sizes}`);
      }
      return `${answer.headers.get('content-type')} ${manifest.name}`;
    });
    return Promise.all(manifests);
  });
  expect(names).toEqual([
    'application/manifest+json 渡口客服工作台',
    'application/manifest+json Dukou console',
  ]);
});

test('without a network the console still opens and says so, and no answer of the API was kept', async () => {
  const agent = await product.agent('lin', withWorker);
  const { page } = agent;
  await untilKept(page);
  await page.context().setOffline(true);
  await page.reload();
  await page.getByText(agent.text('error_network')).waitFor();
  const kept = await page.evaluate(async () => {
    const names = await caches.keys();
    const requests = await Promise.all(names.map(async (name) => (await caches.open(name)).keys()));
    return requests.flat().map(({ url }) => new URL(url).pathname);
  });
  expect(kept).toContain('/');
  expect(
    kept.filter((path) => !/^\/(_app\/immutable\/.+|[\w.-]+\.(png|svg|js|webmanifest)|)$/.test(path)),
  ).toEqual([]);
  await page.context().setOffline(false);
  await page.getByRole('button', { name: agent.text('retry') }).click();
  await page.getByRole('heading', { name: agent.text('product_name') }).waitFor();
});

test('what is not of the console is never answered by its worker', async () => {
  const { page } = await product.agent('lin', withWorker);
  await untilKept(page);
  for (const path of ['/demo', '/docs', '/widget/preview']) {
    const answer = await page.goto(new URL(path, product.server.url).href);
    expect([path, answer?.fromServiceWorker()]).toEqual([path, false]);
  }
});

test('a visitor’s message rings once in two tabs, and not at all when one of them shows it', async () => {
  const agent = await product.agent('lin', withWorker);
  const context = agent.page.context();
  await context.addInitScript(() => {
    const counted = window as unknown as { notes: number };
    counted.notes = 0;
    const make = AudioContext.prototype.createOscillator;
    AudioContext.prototype.createOscillator = function () {
      counted.notes++;
      return make.call(this);
    };
  });
  await agent.page.reload();
  const other = await context.newPage();
  await other.goto(product.server.url);
  const pages = [agent.page, other];
  for (const page of pages) await page.getByRole('heading', { name: agent.text('product_name') }).click();
  const notes = async () => {
    const counts = await Promise.all(
      pages.map((page) => page.evaluate(() => (window as unknown as { notes: number }).notes)),
    );
    return counts.reduce((sum, count) => sum + count);
  };
  const visitor = await product.visitorProgram();
  // Two notes for the new session, one for each message.
  await expect.poll(notes).toBe(2);
  await visitor.write('is anybody there?');
  await expect.poll(notes).toBe(3);
  await agent.page.bringToFront();
  await agent.openSession('is anybody there?');
  await agent.page.waitForFunction(async () => {
    const { held = [] } = await navigator.locks.query();
    return held.some(({ name }) => name?.startsWith('dukou.attention:'));
  });
  await visitor.write('hello?');
  await agent.page.getByText('hello?').first().waitFor();
  await agent.page.waitForTimeout(1_000);
  expect(await notes()).toBe(3);
});
