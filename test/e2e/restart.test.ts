import { expect, test } from 'vitest';
import { expectSaid, Product } from './product.ts';

const product = new Product();

test('the server stops and starts again between two messages, and the talk goes on by itself', async () => {
  const { visitor, agent } = await product.conversation('before the stop');
  expect(await product.server.stop()).toBe(0);
  await agent.connection.getByText(agent.pattern('connection_waiting')).waitFor();
  await product.server.start();
  await agent.write('after the start');
  const said = ['VISITOR: before the stop', 'AGENT: after the start'];
  await expectSaid([visitor, agent], said, 60_000);
  await visitor.write('still here');
  await expectSaid([visitor, agent], [...said, 'VISITOR: still here'], 60_000);
  await agent.page.reload();
  await agent.thread.waitFor();
  await visitor.reload();
  await expectSaid([visitor, agent], [...said, 'VISITOR: still here']);
});

test('the server is killed while both write: nothing is lost, nothing doubled, each one’s words stay in order', async () => {
  // So high that the thread has all of them in the document, however they are mixed.
  const high = { browser: { viewport: { width: 1280, height: 3000 } } };
  const { visitor, agent } = await product.conversation('ready?', {}, high);
  const lines = Array.from({ length: 12 }, (_, index) => `line ${index}`);
  const write = (from: number, to: number) =>
    Promise.all(
      [visitor, agent].map(async (side) => {
        for (const line of lines.slice(from, to)) await side.write(line);
      }),
    );
  const isUnderWay = async () => (await visitor.said()).includes('AGENT: line 0');
  await Promise.all([
    write(0, 7),
    expect
      .poll(isUnderWay, { interval: 5 })
      .toBe(true)
      .then(() => product.server.kill()),
  ]);
  await write(7, 9);
  await Promise.all([product.server.start(), write(9, 12)]);

  const ofVisitor = ['ready?', ...lines].map((line) => `VISITOR: ${line}`);
  const ofAgent = lines.map((line) => `AGENT: ${line}`);
  const everything = [...ofVisitor, ...ofAgent].sort();
  for (const side of [visitor, agent]) {
    await expect.poll(async () => (await side.said()).sort(), { timeout: 60_000 }).toEqual(everything);
  }
  const said = await visitor.said();
  expect(said.filter((line) => line.startsWith('VISITOR'))).toEqual(ofVisitor);
  expect(said.filter((line) => line.startsWith('AGENT'))).toEqual(ofAgent);
  await expectSaid([agent], said);
  await agent.page.reload();
  await agent.thread.waitFor();
  await visitor.reload();
  await expectSaid([visitor, agent], said);
});
