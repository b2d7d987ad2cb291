import { expect, test } from 'vitest';
import { ConsolePage } from './consolePage.ts';
import { expectSaid, Product } from './product.ts';

const allowedFailures = 3;
const product = new Product({ SIGN_IN_FAILURES: String(allowedFailures) });

/** Somebody in front of the console who has not signed in. */
async function stranger(path = '/'): Promise<ConsolePage> {
  const { page } = await product.people.enter('stranger');
  await page.goto(`${product.server.url}${path}`);
  return new ConsolePage(page, product.server.url);
}

test('a wrong password and an unknown login get the same answer, and the right password still signs in', async () => {
  const agent = await stranger();
  const problem = agent.page.getByRole('alert').getByText(agent.text('error_sign_in_failed'));
  await agent.submitSignIn('nobody', 'guess');
  await problem.waitFor();
  await agent.submitSignIn('admin', 'guess');
  await expect.poll(() => agent.signInButton.isEnabled()).toBe(true);
  await problem.waitFor();
  expect(await agent.list.count()).toBe(0);
  await agent.submitSignIn('admin');
  await agent.list.waitFor();
});

test('after too many wrong passwords the page tells how long to wait, and takes no more until then', async () => {
  const agent = await stranger();
  for (let attempt = 0; attempt < allowedFailures; attempt++) {
    await agent.submitSignIn('admin', `guess ${attempt}`);
    await agent.page.getByRole('alert').getByText(agent.text('error_sign_in_failed')).waitFor();
  }
  await agent.submitSignIn('admin');
  await agent.page.getByRole('alert').getByText(agent.pattern('sign_in_wait')).waitFor();
  expect(await agent.signInButton.isDisabled()).toBe(true);
  expect(await agent.list.count()).toBe(0);
});

test('signing out everywhere closes the console in the agent’s other browser, which finds back after signing in', async () => {
  const { agent: elsewhere } = await product.conversation('open in another browser');
  const address = elsewhere.page.url();
  const agent = await product.agent('lin');
  const colleague = await product.agent('wang');
  // So that nobody else is given the visitor meanwhile.
  await colleague.goAway('status_online', '林医助');

  await agent.chooseInMenu('sign_out_everywhere');
  const question = agent.page.getByRole('alertdialog', { name: agent.text('sign_out_everywhere_title') });
  await question.getByRole('button', { name: agent.text('sign_out_everywhere') }).click();
  for (const one of [agent, elsewhere]) {
    await one.page.waitForURL(/\/sign-in/);
    await one.signInButton.waitFor();
    expect(await one.page.getByText('open in another browser').count()).toBe(0);
  }
  expect(await colleague.connection.getAttribute('data-connection')).toBe('connected');
  expect(await colleague.list.isVisible()).toBe(true);

  await elsewhere.submitSignIn('lin');
  await expectSaid([elsewhere], ['VISITOR: open in another browser']);
  expect(elsewhere.page.url()).toBe(address);
});

test('signing out here leaves the agent’s other browser signed in, and shows nothing to who presses “back”', async () => {
  const { agent: elsewhere, visitor } = await product.conversation('signed in twice');
  const agent = await product.agent('lin');
  await agent.signOut();
  await elsewhere.write('still signed in');
  await expectSaid([visitor], ['VISITOR: signed in twice', 'AGENT: still signed in']);
  await agent.page.goBack();
  await agent.signInButton.waitFor();
  expect(await agent.row('still signed in').count()).toBe(0);
});

test('a link to a session leads a signed-out agent through the sign-in page to that session', async () => {
  const { agent } = await product.conversation('read me by link');
  const { pathname } = new URL(agent.page.url());
  const other = await stranger(pathname);
  await other.page.waitForURL(/\/sign-in\?/);
  await other.submitSignIn('lin');
  await expectSaid([other], ['VISITOR: read me by link']);
  expect(new URL(other.page.url()).pathname).toBe(pathname);
});

test('after signing in nobody is led to another site, whatever the link says', async () => {
  const { host } = new URL(product.server.url);
  for (const next of [
    '//evil.example/',
    'https://evil.example/',
    '/\\evil.example/',
    'javascript:alert(1)',
  ]) {
    const agent = await stranger(`/sign-in?next=${encodeURIComponent(next)}`);
    await agent.submitSignIn('wang');
    await agent.list.waitFor();
    expect(new URL(agent.page.url()).host).toBe(host);
  }
});

test('a link to a session that does not exist says so, and the list stays usable', async () => {
  const agent = await product.agent('lin');
  await agent.page.goto(`${product.server.url}/sessions/018f0000-0000-7000-8000-000000000000`);
  await agent.page.getByText(agent.text('error_not_found')).waitFor();
  await agent.list.waitFor();
});
