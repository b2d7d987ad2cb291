import { QueuePositionDocument } from '../gql/generated.ts';
import type { ThreadState } from '../message/threadState.svelte.ts';
import type { SessionSocket } from './sessionSocket.ts';

/**
 * Asks where a session stands in the queue, at once and then with this pause after each answer, so that a slow network
 * is not asked faster than it answers. Ends when the returned function is called.
 */
export function watchQueue(
  operations: Pick<SessionSocket['operations'], 'execute'>,
  thread: ThreadState,
  sessionId: string,
  pauseMs: number,
): () => void {
  let hasEnded = false;
  let timer: ReturnType<typeof setTimeout> | undefined;
  const ask = async () => {
    // Without a connection there is no answer; the stream of the next one begins with the session as it is.
    const answer = await operations.execute(QueuePositionDocument, { sessionId }).catch(() => undefined);
    if (hasEnded) return;
    if (answer?.session.__typename === 'Session') {
      thread.apply({ __typename: 'SessionChanged', session: answer.session });
    }
    timer = setTimeout(() => void ask(), pauseMs);
  };
  void ask();
  return () => {
    hasEnded = true;
    clearTimeout(timer);
  };
}
