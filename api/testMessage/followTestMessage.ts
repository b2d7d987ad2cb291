import { z } from 'zod';
import type { Core } from '../core/core.ts';
import { gap, listen, openStream, type EventQueue } from '../core/eventStream.ts';
import { checkInput, requiredText } from '../core/input.ts';
import { testMessageTopic, type TestMessage, type TestMessageSent } from './testMessageEvents.ts';
import { TestTokenRefusedError } from './testMessageErrors.ts';
import { isTestToken } from './testToken.ts';

const shape = z.object({ token: requiredText(100) });

/**
 * Follows what is sent with a token: first an empty text, from which on it is heard, then the message, and it ends.
 * @throws InvalidInputError, TestTokenRefusedError
 */
export async function followTestMessage(
  core: Core,
  input: z.input<typeof shape>,
): Promise<AsyncIterableIterator<TestMessage>> {
  const { token } = checkInput(shape, input);
  return openStream(async (signal) => {
    const queue = await listen(core, [testMessageTopic(token)], signal);
    if (!(await isTestToken(core, token))) throw new TestTokenRefusedError();
    return follow(queue);
  });
}

async function* follow(queue: EventQueue<TestMessageSent>): AsyncGenerator<TestMessage, void> {
  yield { text: '' };
  for (;;) {
    const event = await queue.take();
    if (event === undefined) return;
    // What was lost is nowhere to be read: whoever waits for it finds that out.
    if (event === gap) continue;
    yield event;
    return;
  }
}
