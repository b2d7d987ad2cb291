import { RefusedError, type Operation } from '../core/graphqlAnswer.ts';
import { SendMessageDocument } from '../gql/generated.ts';
import type { OutboxEntry } from './outboxState.svelte.ts';
import type { Message } from './threadState.svelte.ts';

export interface Route {
  execute: <Result, Variables>(
    operation: Operation<Result, Variables>,
    variables: Variables,
  ) => Promise<Result>;
  /** The session that takes messages now; opens one if there is none, and after `refusedId` was refused. */
  liveSessionId: (refusedId?: string) => Promise<string>;
  /** Remembers which session an entry is sent to. */
  bind: (clientId: string, sessionId: string) => void;
}

/**
 * Has a message stored, once, in the session that it was first sent to or, only after that one said that it ended
 * without it, in the next. Throws RefusedError, and what `execute` throws.
 */
export async function deliverMessage(
  route: Route,
  entry: OutboxEntry,
): Promise<Message & { sessionId: string }> {
  let sessionId = entry.sessionId ?? (await route.liveSessionId());
  for (let attempt = 0; attempt < 3; attempt++) {
    route.bind(entry.clientId, sessionId);
    const { clientId, text, attachment } = entry;
    const input = { sessionId, clientId, text, ...(attachment && { attachmentId: attachment.id }) };
    const { sendMessage: answer } = await route.execute(SendMessageDocument, { input });
    switch (answer.__typename) {
      case 'Message':
        return { ...answer, sessionId };
      case 'SessionEndedError':
      case 'NotFoundError':
      case 'NotSignedInError':
        sessionId = await route.liveSessionId(sessionId);
        break;
      default:
        throw new RefusedError(answer.__typename);
    }
  }
  throw new RefusedError('no session takes it');
}
