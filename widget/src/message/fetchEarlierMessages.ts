import type { GraphqlSocket } from '../core/graphqlSocket.ts';
import { pauseBefore } from '../core/pauses.ts';
import { EarlierMessagesDocument } from '../gql/generated.ts';
import { pageLength } from './pageLength.ts';
import type { ThreadState } from './threadState.svelte.ts';

/**
 * Puts the messages before a thread's first one into it, if there are any and they are not on their way. What fails is
 * tried again until the thread is another one: who waits at its beginning cannot scroll further up to ask once more.
 */
export async function fetchEarlierMessages(
  operations: Pick<GraphqlSocket['operations'], 'execute'>,
  thread: ThreadState,
): Promise<void> {
  const { session, earlierCursor: before } = thread;
  if (!session || !before || thread.isFetchingEarlier) return;
  const isWanted = () => thread.session?.id === session.id && thread.earlierCursor === before;
  thread.isFetchingEarlier = true;
  try {
    const variables = { sessionId: session.id, before, last: pageLength };
    for (let attempt = 0; isWanted(); attempt++) {
      const answer = await operations.execute(EarlierMessagesDocument, variables).catch(() => undefined);
      if (answer?.session.__typename === 'Session' && isWanted()) thread.prepend(answer.session.messages);
      if (answer) return;
      await new Promise((resolve) => setTimeout(resolve, pauseBefore(attempt)));
    }
  } finally {
    thread.isFetchingEarlier = false;
  }
}
