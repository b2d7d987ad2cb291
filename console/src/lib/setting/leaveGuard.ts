import { beforeNavigate, goto } from '$app/navigation';
import { m } from '#lib/paraglide/messages.js';
import { confirmState } from '#lib/ui/confirmState.svelte.ts';

/** Asks before a page is left on which something is not saved; to be called while the page is made. */
export function guardUnsaved(isDirty: () => boolean): void {
  let isLeaving = false;
  beforeNavigate((navigation) => {
    if (isLeaving || !isDirty()) return;
    navigation.cancel();
    // Leaving the console altogether is asked about by the browser itself.
    const url = navigation.willUnload ? null : navigation.to?.url;
    if (!url) return;
    const question = {
      title: m.unsaved_title(),
      text: m.unsaved_text(),
      confirmLabel: m.unsaved_confirm(),
      isDangerous: true,
    };
    void confirmState.ask(question).then((isConfirmed) => {
      isLeaving = isConfirmed;
      // eslint-disable-next-line svelte/no-navigation-without-resolve -- where the agent was going
      if (isConfirmed) void goto(url);
    });
  });
}
