import { expect, test } from 'vitest';
import { Product } from './product.ts';

const product = new Product();

test('an admin explores the API in GraphiQL: nothing comes from outside, and a subscription shows its events', async () => {
  const { page } = await product.agent('admin');
  const outside: string[] = [];
  page.on('request', (request) => {
    const url = request.url();
    if (!/^(data|blob):/.test(url) && !url.startsWith(`${product.server.url}/`)) outside.push(url);
  });
  await page.goto(`${product.server.url}/graphql`);
  const result = page.getByRole('region', { name: /result window/i });
  // An example that is there for those who have no tabs of their own.
  await page.getByRole('tab', { name: 'SessionListEvents' }).click();
  const execute = page.getByRole('button', { name: /execute query/i });
  // It takes a moment to see which operation stands in the tab, and until then asks for the last one's.
  await expect
    .poll(async () => {
      if (await execute.isVisible()) await execute.click();
      return result.innerText();
    })
    .toContain('StreamStarted');

  const visitor = await product.visitor();
  await visitor.write('an event, please');
  await result.getByText('SessionChanged').waitFor();
  await page.getByRole('button', { name: /stop query/i }).click();
  expect(outside).toEqual([]);
});

test('the schema can be read there by an admin', async () => {
  const { page } = await product.agent('admin');
  await page.goto(`${product.server.url}/graphql`);
  await page.getByRole('button', { name: /show documentation explorer/i }).click();
  await page.getByText('Mutation', { exact: true }).first().click();
  await page.getByText('endSession', { exact: true }).first().waitFor();
});

test('GraphiQL is not shown to agents without the permission, nor to strangers', async () => {
  const { page } = await product.agent('lin');
  const { page: strangersPage } = await product.people.enter('stranger');
  for (const one of [page, strangersPage]) {
    const answer = await one.goto(`${product.server.url}/graphql`);
    expect(answer?.status()).toBeGreaterThanOrEqual(400);
    expect(await one.getByRole('button', { name: /execute query/i }).count()).toBe(0);
  }
});
