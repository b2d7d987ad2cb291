import type { Topic } from '../core/pubsub.ts';
import { hashSecret } from '../core/secret.ts';

/** A message to no session. */
export interface TestMessage {
  text: string;
}

/** It was taken. */
export interface TestMessageSent extends TestMessage {
  type: 'TestMessageSent';
}

export function testMessageTopic(token: string): Topic<TestMessageSent> {
  return `testMessage:${hashSecret(token)}`;
}
