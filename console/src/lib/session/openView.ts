import { goto } from '$app/navigation';
import { openSessionId } from './openSessionId.ts';
import { sessionAddress } from './sessionAddress.ts';
import type { SessionView } from './sessionView.ts';

/** Shows another view of the lists, beside the session that is open. */
export function openView(view: SessionView): void {
  const address = sessionAddress(view, openSessionId());
  // eslint-disable-next-line svelte/no-navigation-without-resolve -- resolved there
  void goto(address, { replace: true, reset: false });
}
