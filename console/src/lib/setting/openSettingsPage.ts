import { redirect } from '@sveltejs/kit';
import { resolve } from '$app/paths';
import type { CurrentAgentFragment } from '#lib/gql/generated.ts';
import { m } from '#lib/paraglide/messages.js';
import { toastState } from '#lib/ui/toastState.svelte.ts';
import { settingsPage } from './settingsPages.ts';

/** The `load` of a page of the settings: leads those for whom it is not back to their lists. */
export function openSettingsPage(id: string) {
  return async ({ parent }: { parent: () => Promise<{ agent: CurrentAgentFragment }> }) => {
    const { agent } = await parent();
    const { name, isFor } = settingsPage(id);
    if (!isFor(agent.role.permissions)) {
      toastState.show(m.settings_not_allowed({ name: name() }));
      redirect(307, resolve('/(desk)'));
    }
    return { wholePage: { name } };
  };
}
