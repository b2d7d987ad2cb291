import type { Api } from '#lib/connection/api.ts';
import { codeOf } from '#lib/connection/failure.ts';
import { UpdateParametersDocument, type OwnSettingsFragment } from '#lib/gql/generated.ts';
import { m } from '#lib/paraglide/messages.js';
import { errorText } from '#lib/setting/errorText.ts';
import { toastState } from '#lib/ui/toastState.svelte.ts';

/** Makes rules those of all agents who have not chosen. */
export async function makeEverybodysDefault(
  api: Pick<Api, 'mutate'>,
  rules: OwnSettingsFragment['notificationRules'],
): Promise<void> {
  try {
    const notificationRules = rules.map(({ kind, sound, isShown }) => ({ kind, sound, isShown }));
    const { updateSettings } = await api.mutate(UpdateParametersDocument, { input: { notificationRules } });
    if (updateSettings.__typename === 'Settings') toastState.show(m.notifications_as_default_done());
    else toastState.show(errorText(updateSettings.code), 'error');
  } catch (error) {
    toastState.show(errorText(codeOf(error)), 'error');
  }
}
