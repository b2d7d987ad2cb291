import type { Page } from 'playwright-core';
import { expect, test } from 'vitest';
import { expectSaid, Product } from './product.ts';
import { endAllSessions } from './programs.ts';
import { VisitorPage } from './visitorPage.ts';

const product = new Product();

/** Counts the WebSockets that a page has opened, from its beginning. */
function socketsOf(page: Page): { count: number } {
  const sockets = { count: 0 };
  page.on('websocket', () => void sockets.count++);
  return sockets;
}

test('two pages of a visitor have one connection; when its page is closed the other goes on, and nothing is lost or doubled', async () => {
  const agent = await product.agent();
  const { page: first, context } = await product.people.enter('visitor');
  const firstSockets = socketsOf(first);
  const one = new VisitorPage(first);
  await one.visit(`${product.server.url}/demo`);
  await one.openChat();
  await one.write('from the first page');
  await agent.openSession('from the first page');

  const second = await context.newPage();
  const secondSockets = socketsOf(second);
  const other = new VisitorPage(second);
  await other.visit(`${product.server.url}/demo`);
  await other.openChat();
  await other.write('from the second page');
  await agent.write('to both');
  const lines = ['VISITOR: from the first page', 'VISITOR: from the second page', 'AGENT: to both'];
  await expectSaid([one, other, agent], lines);
  expect([firstSockets.count, secondSockets.count]).toEqual([1, 0]);

  await first.close();
  const closedAt = Date.now();
  await expect.poll(() => secondSockets.count).toBe(1);
  expect(Date.now() - closedAt).toBeLessThan(2_000);
  await agent.write('still there?');
  await other.write('still here');
  const more = [...lines, 'AGENT: still there?', 'VISITOR: still here'];
  await expect
    .poll(async () => (await other.said()).toSorted(), { timeout: 20_000 })
    .toEqual(more.toSorted());
  await expect.poll(async () => (await agent.said()).toSorted()).toEqual(more.toSorted());
  await endAllSessions(product.server.url);
});

test('on a page with a strict policy the widget works, says what happens, and sets no cookie', async () => {
  const { page, context } = await product.people.enter('visitor');
  const { url } = product.server;
  const violations: string[] = [];
  page.on('console', (message) => {
    if (/content security policy/i.test(message.text())) violations.push(message.text());
  });
  const policy = [
    "default-src 'none'",
    "script-src 'nonce-clinic'",
    `style-src ${url}`,
    `frame-src ${url}`,
    // The page's own icon.
    'img-src data:',
    "base-uri 'none'",
    "require-trusted-types-for 'script'",
  ].join('; ');
  const body = `<!doctype html><title>A clinic</title><link rel="icon" href="data:,">
    <script nonce="clinic">
      window.heard = [];
      (window.dukouQueue ||= []).push((dukou) => {
        for (const kind of ['open', 'close', 'unread']) dukou.on(kind, (count) => heard.push(kind + (count ?? '')));
        window.stop = dukou.on('open', () => heard.push('never'));
        stop();
      });
    </script>
    <script nonce="clinic" src="${url}/widget.js" data-site="demo" async></script>`;
  await page.route(`${url}/clinic`, (route) =>
    route.fulfill({ contentType: 'text/html', headers: { 'content-security-policy': policy }, body }),
  );
  const agent = await product.agent();
  const visitor = new VisitorPage(page);
  await visitor.visit(`${url}/clinic`);
  await visitor.openChat();
  await visitor.frame.getByRole('button', { name: visitor.texts.emoji }).click();
  await visitor.frame.getByRole('button', { name: '👍' }).click();
  await visitor.composer.press('Enter');
  await agent.openSession('👍');
  await page.evaluate(() => window.dukou?.close());
  await visitor.launcher.waitFor();
  await agent.write('welcome');
  await expect.poll(() => page.evaluate(() => window.dukou?.unreadCount)).toBe(1);
  await page.evaluate(() => window.dukou?.open());
  await expectSaid([visitor], ['VISITOR: 👍', 'AGENT: welcome']);
  const heard = await page.evaluate(() => (window as unknown as { heard: string[] }).heard);
  expect(heard.filter((one) => !one.startsWith('unread'))).toEqual(['open0', 'close0', 'open0']);
  expect(heard).toContain('unread1');
  await page.evaluate(() => window.dukou?.setPage({ url: `${location.href}#step-2`, title: 'Step two' }));
  await agent.page.getByText('Step two').first().waitFor();
  expect([violations, await context.cookies()]).toEqual([[], []]);
  await endAllSessions(product.server.url);
});
