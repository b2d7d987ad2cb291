import type { AgentDesk } from '#lib/agent/agentDesk.svelte.ts';
import { paneLayout } from '#lib/session/paneLayout.svelte.ts';
import { screen } from '#lib/ui/screen.svelte.ts';

/** Shows the quick replies where there is room for them, and leads the keys there. */
export function openReplies({ replies }: { replies: Pick<AgentDesk['replies'], 'open'> }): void {
  if (screen.isDesk.current) paneLayout.isPanelShown = true;
  replies.open(screen.isDesk.current, hasKeys());
}

/** Whether there is a keyboard: on a touch screen it would cover what there is to be chosen from. */
export function hasKeys(): boolean {
  return matchMedia('(pointer: fine)').matches;
}
