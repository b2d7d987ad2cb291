import { goto } from '$app/navigation';
import type { AgentDesk } from '#lib/agent/agentDesk.svelte.ts';
import { sessionAddress } from './sessionAddress.ts';

/** So long a thread may take to load for the keys to be led to its composer; later it would surprise. */
const patienceMs = 5_000;

type SessionDesk = Pick<AgentDesk, 'composer'> & { sessions: Pick<AgentDesk['sessions'], 'view'> };

/** Opens a session beside the lists as they are. Whoever was writing, or is `toWrite`, writes on there. */
export async function openSession(desk: SessionDesk, sessionId: string, toWrite = false): Promise<void> {
  const before = desk.composer;
  const wasWriting = document.activeElement instanceof HTMLTextAreaElement;
  // eslint-disable-next-line svelte/no-navigation-without-resolve -- resolved there
  await goto(sessionAddress(desk.sessions.view, sessionId));
  // On a touch screen the keyboard would cover what there is to be read first.
  const hasKeys = matchMedia('(pointer: fine)').matches;
  if (hasKeys && (wasWriting || toWrite)) focusNextComposer(desk, before);
}

/** Leads the keys to the composer that takes the place of another one, or to that one if it stays. */
function focusNextComposer(desk: SessionDesk, before: AgentDesk['composer']): void {
  const stop = $effect.root(() => {
    $effect(() => {
      if (!desk.composer || desk.composer === before) return;
      desk.composer.focus();
      finish();
    });
  });
  const timer = setTimeout(() => finish(), patienceMs);
  function finish(): void {
    clearTimeout(timer);
    queueMicrotask(stop);
  }
}
