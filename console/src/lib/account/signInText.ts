import type { OwnSignInFragment } from '#lib/gql/generated.ts';
import { m } from '#lib/paraglide/messages.js';

/** What a device is called: its browser and its system, as far as they are known. */
export function deviceName({ device: { browser, system } }: Pick<OwnSignInFragment, 'device'>): string {
  if (browser && system) return m.sign_in_device_name({ browser, system });
  return browser ?? system ?? m.sign_in_device_unknown();
}
