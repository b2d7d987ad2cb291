import type { AgentDesk } from '#lib/agent/agentDesk.svelte.ts';
import { codeOf } from '#lib/connection/failure.ts';
import { EndSessionDocument, type SessionDetailsFragment } from '#lib/gql/generated.ts';
import { m } from '#lib/paraglide/messages.js';
import { errorText } from '#lib/setting/errorText.ts';
import { confirmState } from '#lib/ui/confirmState.svelte.ts';
import { toastState } from '#lib/ui/toastState.svelte.ts';

/** Ends a session after asking; the thread and the list show it at once. */
export async function endSession(desk: AgentDesk, session: SessionDetailsFragment): Promise<void> {
  const isConfirmed = await confirmState.ask({
    title: m.session_end_title(),
    text: m.session_end_text({ nickname: session.visitor.nickname }),
    confirmLabel: m.session_end(),
    isDangerous: true,
  });
  if (!isConfirmed) return;
  try {
    const { endSession: ended } = await desk.api.mutate(EndSessionDocument, {
      input: { sessionId: session.id },
    });
    if (ended.__typename !== 'Session') return toastState.show(errorText(ended.code), 'error');
    desk.threads.find(ended.id)?.applySession(ended);
    desk.sessions.applyRow(ended);
  } catch (error) {
    toastState.show(errorText(codeOf(error)), 'error');
  }
}
