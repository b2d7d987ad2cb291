import { SendMessageDocument, type SendMessageInput } from './gql/generated.ts';
import type { GraphqlClient } from './graphqlClient.ts';
import { expectAnswer } from './people.ts';

/** What became of a message that was sent over a socket. */
export interface Sent {
  /** The message's number, or the code of the error. */
  outcome: number | string | undefined;
  /** After how many seconds to try again, where the error says so. */
  retryAfterSeconds: number | undefined;
}

/** Sends a message over the client's socket, once. */
export async function sendOver(client: GraphqlClient, input: SendMessageInput): Promise<Sent> {
  const stream = client.subscribe(SendMessageDocument, { input });
  const errors = (await stream.ended) as
    { extensions: { code: string; retryAfterSeconds?: number } }[] | undefined;
  if (!errors) {
    const seq = await stream.next(({ sendMessage }) => expectAnswer(sendMessage, 'Message').seq);
    return { outcome: seq, retryAfterSeconds: undefined };
  }
  const { code, retryAfterSeconds } = errors[0]?.extensions ?? {};
  return { outcome: code, retryAfterSeconds };
}
