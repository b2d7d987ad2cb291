import { randomUUID } from 'node:crypto';
import { expect, test } from 'vitest';
import { SendMessageDocument } from '../support/gql/generated.ts';
import { signInAs } from '../support/people.ts';
import type { ConsolePage } from './consolePage.ts';
import { expectSaid, Product } from './product.ts';
import type { VisitorPage } from './visitorPage.ts';

const product = new Product();

const lineCount = 80;

test('older messages of a long talk come by scrolling up, all of them, once and in order, on both sides', async () => {
  const { visitor, agent } = await product.conversation('the first word');
  const sessionId = agent.sessionId;
  const program = await signInAs(product.server.url, 'lin');
  for (let line = 1; line <= lineCount; line++) {
    const input = { sessionId, clientId: randomUUID(), text: `line ${line}` };
    await program.execute(SendMessageDocument, { input });
  }
  const said = [
    'VISITOR: the first word',
    ...Array.from({ length: lineCount }, (_, index) => `AGENT: line ${index + 1}`),
  ];
  await expectSaid([visitor, agent], said);

  await Promise.all([visitor.reload(), agent.page.reload()]);
  for (const side of [visitor, agent]) {
    await side.thread.getByText(`line ${lineCount}`, { exact: true }).waitFor();
    expect((await side.said()).length).toBeLessThan(said.length);
    await scrollToTheFirst(side);
    await expectSaid([side], said);
  }
});

async function scrollToTheFirst(side: VisitorPage | ConsolePage): Promise<void> {
  await side.thread.hover();
  await expect
    .poll(async () => {
      await side.page.mouse.wheel(0, -4_000);
      return side.thread.getByText('the first word', { exact: true }).count();
    })
    .toBe(1);
}
