import type { AgentDesk } from '#lib/agent/agentDesk.svelte.ts';
import { codeOf } from '#lib/connection/failure.ts';
import {
  RecallMessageDocument,
  SignalTypingDocument,
  type ThreadMessageFragment,
} from '#lib/gql/generated.ts';
import { errorText } from '#lib/setting/errorText.ts';
import { toastState } from '#lib/ui/toastState.svelte.ts';
import { recalledTexts } from './recalledTexts.ts';

/**
 * Tells the session's other side that the agent types. Lost signals do not matter; by the line that carries messages, so that
 * none comes after the message that was typed.
 */
export function signalTyping(desk: AgentDesk, sessionId: string, isTyping: boolean): void {
  desk.socket.requests
    .mutate(SignalTypingDocument, { input: { sessionId, isTyping } })
    .catch(() => undefined);
}

/** Takes back an own message, as long as that is possible; its text can be written anew. */
export async function recallMessage(desk: AgentDesk, message: ThreadMessageFragment): Promise<void> {
  const { sessionId, seq, text } = message;
  try {
    const { recallMessage } = await desk.api.mutate(RecallMessageDocument, { input: { sessionId, seq } });
    if (recallMessage.__typename === 'Message') {
      recalledTexts.set(message.id, text);
      desk.threads.find(sessionId)?.apply({ __typename: 'MessageRecalled', message: recallMessage });
    } else toastState.show(errorText(recallMessage.code), 'error');
  } catch (error) {
    toastState.show(errorText(codeOf(error)), 'error');
  }
}
