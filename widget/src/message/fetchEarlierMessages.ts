import type { GraphqlSocket } from '../core/graphqlSocket.ts';
import { EarlierMessagesDocument } from '../gql/generated.ts';
import type { ThreadState } from './threadState.svelte.ts';

/** How many messages are fetched at once. */
export const pageLength = 30;

/** Puts the messages before a thread's first one into it, if there are any and they are not on their way. */
export async function fetchEarlierMessages(
  operations: Pick<GraphqlSocket['operations'], 'execute'>,
  thread: ThreadState,
): Promise<void> {
  const { session, earlierCursor: before } = thread;
  if (!session || !before || thread.isFetchingEarlier) return;
  thread.isFetchingEarlier = true;
  try {
    const variables = { sessionId: session.id, before, last: pageLength };
    const { session: answer } = await operations.execute(EarlierMessagesDocument, variables);
    if (answer.__typename === 'Session' && thread.session?.id === session.id) thread.prepend(answer.messages);
  } catch {
    // The visitor's next scroll tries again.
  } finally {
    thread.isFetchingEarlier = false;
  }
}
