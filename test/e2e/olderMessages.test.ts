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
  await expectSaid([visitor], said);
  await agent.thread.getByText(`line ${lineCount}`, { exact: true }).waitFor();

  await Promise.all([visitor.reload(), agent.page.reload()]);
  for (const side of [visitor, agent]) {
    await side.thread.getByText(`line ${lineCount}`, { exact: true }).waitFor();
    expect((await side.said()).length).toBeLessThan(said.length);
    expect(await readToTheFirst(side)).toEqual(said);
  }
});

/** All that comes into view from the end to the first word. What is shown at a time must be in order, and without a gap. */
async function readToTheFirst(side: VisitorPage | ConsolePage): Promise<string[]> {
  let read = await side.said();
  await side.thread.hover();
  await expect
    .poll(
      async () => {
        await side.page.mouse.wheel(0, -300);
        const shown = await side.said();
        // What is out of view need not be in the document, but for the line that the tab key leads to.
        const overlap = shown.findIndex((line) => line === read[0]);
        if (overlap > 0) read = [...shown.slice(0, overlap), ...read];
        return read[0];
      },
      { timeout: 30_000, interval: 60 },
    )
    .toBe('VISITOR: the first word');
  return read;
}
