import type { AgentDesk } from '#lib/agent/agentDesk.svelte.ts';
import { SignalTypingDocument } from '#lib/gql/generated.ts';

/** Tells the session's other side that the agent types. Lost signals do not matter. */
export function signalTyping(desk: AgentDesk, sessionId: string, isTyping: boolean): void {
  if (desk.connection.status !== 'connected') return;
  desk.api.mutate(SignalTypingDocument, { input: { sessionId, isTyping } }).catch(() => undefined);
}
