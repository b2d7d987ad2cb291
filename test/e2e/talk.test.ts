import { expect, test } from 'vitest';
import { expectSaid, Product } from './product.ts';
import { VisitorPage } from './visitorPage.ts';

const product = new Product();

test('visitor and agent talk, and both see every word once and in order', async () => {
  const { visitor, agent } = await product.conversation('能挂今天下午的号吗？😀');
  await agent.write('可以的，您想看哪个科？');
  await expectSaid([visitor], ['VISITOR: 能挂今天下午的号吗？😀', 'AGENT: 可以的，您想看哪个科？']);
  await visitor.write('<b>皮肤科</b>');
  await agent.thread.getByText('<b>皮肤科</b>').waitFor();
  await agent.write('好的');
  await agent.write('请留一个电话');
  await expectSaid(
    [visitor, agent],
    [
      'VISITOR: 能挂今天下午的号吗？😀',
      'AGENT: 可以的，您想看哪个科？',
      'VISITOR: <b>皮肤科</b>',
      'AGENT: 好的',
      'AGENT: 请留一个电话',
    ],
  );
});

test('each sees that the other is typing, until the message is there', async () => {
  const { visitor, agent } = await product.conversation('typing, please watch');
  const visitorTypes = agent.page.locator('[data-typing="VISITOR"]');
  await visitor.composer.pressSequentially('I wonder', { delay: 20 });
  await visitorTypes.getByText(agent.text('typing_visitor')).waitFor();
  await visitor.composer.press('Enter');
  await agent.thread.getByText('I wonder', { exact: true }).waitFor();
  await visitorTypes.waitFor({ state: 'detached' });

  const agentTypes = visitor.thread.getByText(visitor.texts.isTyping('林医助'));
  await agent.composer.pressSequentially('We', { delay: 20 });
  await agentTypes.waitFor();
  await agent.composer.fill('');
  await agentTypes.waitFor({ state: 'detached' });
  await agent.write('We can');
  await visitor.thread.getByText('We can', { exact: true }).waitFor();
  // What was typed last may be told beside the message, and that it was sent right after it.
  await expect.poll(() => agentTypes.count(), { timeout: 4_000 }).toBe(0);
});

test('a read mark appears for each side when the other one has the message before its eyes, not sooner', async () => {
  const { visitor, agent } = await product.conversation('did you read this?');
  await visitor.ownMark(visitor.texts.read).waitFor();

  await visitor.closeButton.click();
  await visitor.launcher.waitFor();
  await agent.write('yes, did you?');
  await visitor.frame.getByRole('button', { name: visitor.texts.unread(1) }).waitFor();
  expect(await agent.lastMark()).toBe('SENT');
  await visitor.openChat();
  await expect.poll(() => agent.lastMark()).toBe('READ');

  await agent.page.goto(`${product.server.url}/`);
  await agent.list.waitFor();
  await visitor.write('nobody looks now');
  await visitor.ownMark(visitor.texts.sent).waitFor();
  await agent.row('nobody looks now').waitFor();
  expect(await visitor.ownMark(visitor.texts.read).count()).toBe(0);
});

test('the list counts unread messages, tells the waiting time, and puts who waits longest first', async () => {
  const agent = await product.agent('wang');
  const names = ['first in line', 'second in line'];
  const visitors: VisitorPage[] = [];
  for (const name of names) {
    const visitor = await product.visitor();
    await visitor.write(`${name} waits`);
    await agent.row(`${name} waits`).waitFor();
    visitors.push(visitor);
  }
  const [first] = visitors;
  await first?.write('first in line waits still');
  const row = agent.row('first in line waits still');
  await row.getByText(agent.text('session_unread', { count: 2 })).waitFor();
  await row.getByText(agent.pattern('session_waiting')).waitFor();
  const inOrder = async () =>
    (await agent.rows.allInnerTexts()).flatMap((text) => names.filter((name) => text.includes(name)));
  await expect.poll(inOrder).toEqual(names);
  await expect.poll(() => agent.page.title()).toMatch(/^\(\d+\) /);

  await agent.openSession('first in line waits still');
  const nickname = await agent.nickname();
  await expect.poll(() => agent.row(nickname).getByText(agent.pattern('session_unread')).count()).toBe(0);
  await agent.write('at your service');
  await agent
    .row(nickname)
    .getByText(agent.text('preview_agent', { text: 'at your service' }))
    .waitFor();
  await expect.poll(() => agent.row(nickname).getByText(agent.pattern('session_waiting')).count()).toBe(0);
  const order = async () => {
    const texts = await agent.rows.allInnerTexts();
    return [
      texts.findIndex((text) => text.includes('second in line')),
      texts.findIndex((text) => text.includes(nickname)),
    ];
  };
  await expect.poll(async () => ((await order())[0] ?? 0) < ((await order())[1] ?? 0)).toBe(true);
});

test('two tabs of one visitor share one session, and both get each message once', async () => {
  const { visitor, agent } = await product.conversation('from the first tab');
  const count = await agent.rows.count();
  const second = new VisitorPage(await visitor.page.context().newPage());
  await second.visit(`${product.server.url}/demo`);
  await second.openChat();
  await expectSaid([second], ['VISITOR: from the first tab']);
  await second.write('from the second tab');
  await agent.thread.getByText('from the second tab').waitFor();
  await agent.write('to both');
  await visitor.thread.getByText('to both').waitFor();
  await visitor.write('from the first again');
  const said = [
    'VISITOR: from the first tab',
    'VISITOR: from the second tab',
    'AGENT: to both',
    'VISITOR: from the first again',
  ];
  await expectSaid([visitor, second, agent], said);
  expect(await agent.rows.count()).toBe(count);
});
