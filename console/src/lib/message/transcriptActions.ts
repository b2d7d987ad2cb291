import type { AgentDesk } from '#lib/agent/agentDesk.svelte.ts';
import { codeOf } from '#lib/connection/failure.ts';
import type { SessionDetailsFragment, ThreadMessageFragment } from '#lib/gql/generated.ts';
import { m } from '#lib/paraglide/messages.js';
import { errorText } from '#lib/setting/errorText.ts';
import { copyText } from '#lib/ui/clipboard.ts';
import { toastState } from '#lib/ui/toastState.svelte.ts';
import { messageText } from './messageText.ts';
import { fetchTranscript, transcriptText } from './transcript.ts';

/** Copies the whole talk as text, also what is not loaded yet. */
export async function copyTranscript(
  desk: Pick<AgentDesk, 'api'>,
  session: Pick<SessionDetailsFragment, 'id' | 'visitor'>,
): Promise<void> {
  let progress: number | null = null;
  try {
    const messages = await fetchTranscript(desk.api, session.id, (count) => {
      if (progress === null) progress = toastState.showProgress(m.transcript_loading({ count }));
      else toastState.change(progress, m.transcript_loading({ count }));
    });
    const text = transcriptText(messages, session.visitor.nickname);
    await copyAndTell(text, m.transcript_copied({ count: messages.length }));
  } catch (error) {
    toastState.show(errorText(codeOf(error)), 'error');
  } finally {
    if (progress !== null) toastState.dismiss(progress);
  }
}

/** Copies what is selected within a message, else all of it. */
export async function copyMessage(message: ThreadMessageFragment, selected: string): Promise<void> {
  await copyAndTell(selected || messageText(message), m.message_copied());
}

/** Where loading took so long that the browser wants another click first, the notice offers one. */
export async function copyAndTell(text: string, done: string): Promise<void> {
  if (await copyText(text)) toastState.show(done);
  else toastState.show(m.copy_failed(), 'error', { label: m.copy(), run: () => copyAndTell(text, done) });
}
