import { z } from 'zod';
import type { Core } from '../core/core.ts';
import { checkInput, requiredText } from '../core/input.ts';
import { publication } from '../core/pubsub.ts';
import { testMessageTopic, type TestMessage } from './testMessageEvents.ts';
import { TestTokenRefusedError } from './testMessageErrors.ts';
import { isTestToken, useTestToken } from './testToken.ts';
import { tryToAppend } from './tryToAppend.ts';

const shape = z.object({ token: requiredText(100), text: requiredText(100) });

/**
 * Sends a message the way that all go, but to no session: the database takes it and takes it back, using up the token is
 * committed, and who follows the token is told, by whichever process serves them.
 * @throws InvalidInputError, TestTokenRefusedError
 */
export async function sendTestMessage(core: Core, input: z.input<typeof shape>): Promise<TestMessage> {
  const { token, text } = checkInput(shape, input);
  if (!(await isTestToken(core, token))) throw new TestTokenRefusedError();
  await tryToAppend(core, text);
  if (!(await useTestToken(core, token))) throw new TestTokenRefusedError();
  core.pubsub.publish([publication(testMessageTopic(token), { type: 'TestMessageSent', text })]);
  return { text };
}
