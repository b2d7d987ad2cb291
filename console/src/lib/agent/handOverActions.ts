import { codeOf } from '#lib/connection/failure.ts';
import {
  HandOverSessionsDocument,
  UndoHandOverDocument,
  type HandOverDetailsFragment,
} from '#lib/gql/generated.ts';
import { m } from '#lib/paraglide/messages.js';
import { errorText } from '#lib/setting/errorText.ts';
import { toastState } from '#lib/ui/toastState.svelte.ts';
import type { AgentDesk } from './agentDesk.svelte.ts';

type HandOverDesk = Pick<AgentDesk, 'api' | 'clock' | 'ownStatus'>;

/** Less than this is left of the time to undo when an answer is on its way. */
const answerMs = 300;

/** Gives all own live sessions to a colleague and makes the agent AWAY. Resolves to null where that failed, having said why. */
export async function handOverSessions(
  desk: HandOverDesk,
  toAgentId: string,
): Promise<HandOverDetailsFragment | null> {
  try {
    const { handOverSessions: handOver } = await desk.api.mutate(HandOverSessionsDocument, {
      input: { toAgentId },
    });
    if (handOver.__typename === 'HandOver') {
      desk.ownStatus.apply(handOver.agent);
      return handOver;
    }
    toastState.show(errorText(handOver.code), 'error');
  } catch (error) {
    toastState.show(errorText(codeOf(error)), 'error');
  }
  return null;
}

/** Says what was handed over, and offers to undo it for as long as the server allows. */
export function offerUndo(desk: HandOverDesk, handOver: HandOverDetailsFragment): void {
  const { sessionsCount: count, toAgent, undoableUntil } = handOver;
  const text = m.hand_over_done({ count, name: toAgent.displayName });
  const lastsMs = Date.parse(undoableUntil) - desk.clock.now - answerMs;
  if (lastsMs <= 0) return toastState.show(text);
  toastState.show(text, 'notice', { label: m.undo(), lastsMs, run: () => undoHandOver(desk, handOver.id) });
}

/** Takes the sessions back, and the status with them. */
export async function undoHandOver(desk: HandOverDesk, handOverId: string): Promise<void> {
  try {
    const { undoHandOver: undone } = await desk.api.mutate(UndoHandOverDocument, { input: { handOverId } });
    if (undone.__typename !== 'HandOver') return toastState.show(errorText(undone.code), 'error');
    desk.ownStatus.apply(undone.agent);
    toastState.show(m.hand_over_undone({ count: undone.sessionsCount }));
  } catch (error) {
    toastState.show(errorText(codeOf(error)), 'error');
  }
}
