import { redirect } from '@sveltejs/kit';
import { resolve } from '$app/paths';
import { m } from '#lib/paraglide/messages.js';
import { canManageTags } from '#lib/tag/tagRights.ts';
import { toastState } from '#lib/ui/toastState.svelte.ts';

/** Leads those who may not manage tags back to their lists. */
export async function load({ parent }) {
  const { agent } = await parent();
  if (!canManageTags(agent.role.permissions)) {
    toastState.show(m.tags_not_allowed());
    redirect(307, resolve('/(desk)'));
  }
  return { wholePage: { name: m.tags } };
}
