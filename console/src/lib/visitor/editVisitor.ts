import { goto } from '$app/navigation';
import { page } from '$app/state';
import type { AgentDesk } from '#lib/agent/agentDesk.svelte.ts';
import { paneLayout } from '#lib/session/paneLayout.svelte.ts';
import { screen } from '#lib/ui/screen.svelte.ts';
import { visitorEdits, type EditedPart } from './visitorEdits.ts';

/** Begins to edit what is known about the open session's visitor, and brings it into view first. */
export async function editVisitor(desk: Pick<AgentDesk, 'replies'>, part: EditedPart): Promise<void> {
  if (screen.isDesk.current) {
    paneLayout.isPanelShown = true;
    desk.replies.isTabChosen = false;
  } else {
    const query = new URLSearchParams(page.url.search);
    query.set('panel', 'visitor');
    // eslint-disable-next-line svelte/no-navigation-without-resolve -- where one is already
    await goto(`${page.url.pathname}?${query}`);
  }
  await visitorEdits.begin(part);
}
