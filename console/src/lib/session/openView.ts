import { goto } from '$app/navigation';
import { screen } from '#lib/ui/screen.svelte.ts';
import { openSessionId } from './openSessionId.ts';
import { sessionAddress } from './sessionAddress.ts';
import type { SessionView } from './sessionView.ts';

/** Shows another view of the lists, beside the session that is open; on a phone that would stand over it, and goes. */
export function openView(view: SessionView): void {
  const openId = openSessionId();
  const staysOpen = screen.isTablet.current;
  const address = sessionAddress(view, staysOpen ? openId : null);
  // eslint-disable-next-line svelte/no-navigation-without-resolve -- resolved there
  void goto(address, { replace: staysOpen || openId === null, reset: false });
}
