import { EarlierMessagesDocument } from '../gql/generated.ts';
import type { Message, ThreadState } from '../message/threadState.svelte.ts';
import type { SessionSocket } from '../session/sessionSocket.ts';

/** As many as the API gives at once. */
const pageLength = 100;

/**
 * Everything that was said: what the thread shows, and before it what is not loaded. Throws what `execute` throws, so that
 * nobody takes a part for the whole.
 */
export async function fetchTalk(
  operations: Pick<SessionSocket['operations'], 'execute'>,
  { session, messages, pastMessages, earlierCursor }: ThreadState,
): Promise<Message[]> {
  let earlier: Message[] = [];
  let before = earlierCursor;
  while (session && before) {
    const variables = { sessionId: session.id, before, last: pageLength };
    const answer = await operations.execute(EarlierMessagesDocument, variables);
    if (answer.session.__typename !== 'Session') break;
    const { edges, pageInfo } = answer.session.messages;
    earlier = [...edges.map(({ node }) => node), ...earlier];
    before = pageInfo.hasPreviousPage ? pageInfo.startCursor : null;
  }
  const known = new Set(earlier.map(({ id }) => id));
  return [...pastMessages, ...earlier, ...messages.filter(({ id }) => !known.has(id))];
}
