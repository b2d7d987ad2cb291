import { m } from '#lib/paraglide/messages.js';
import type { SelfTestFinding, SelfTestStep } from './selfTestState.svelte.ts';

export const stepNames: Record<SelfTestStep, () => string> = {
  permission: m.self_test_permission,
  sound: m.self_test_sound,
  worker: m.self_test_worker,
  connection: m.self_test_connection,
  push: m.self_test_push,
};

/** What to do about a fault, in the words of the browser at hand; null for none. */
export function adviceOn({ fault, reason = '' }: SelfTestFinding, userAgent: string): string | null {
  switch (fault) {
    case null:
      return null;
    case 'INSECURE':
      return m.fix_insecure();
    case 'UNSUPPORTED':
      return m.fix_unsupported();
    case 'NOT_ASKED':
      return m.fix_not_asked();
    case 'DENIED':
      return deniedAdvice(userAgent);
    case 'SOUND_BLOCKED':
      return m.fix_sound_blocked();
    case 'VOLUME':
      return m.fix_volume();
    case 'WORKER':
      return m.fix_worker();
    case 'CONNECTION':
      return m.fix_connection();
    case 'PUSH_OFF':
      return m.fix_push_off();
    case 'PUSH_FAILED':
      return m.fix_push_failed({ reason });
    case 'PUSH_LATE':
      return m.fix_push_late();
  }
}

function deniedAdvice(userAgent: string): string {
  if (userAgent.includes('Firefox/')) return m.fix_denied_firefox();
  const isSafari = userAgent.includes('Safari/') && !/Chrome\/|Chromium\/|Edg\//.test(userAgent);
  return isSafari ? m.fix_denied_safari() : m.fix_denied_chrome();
}

/** Why a browser could not be subscribed. */
export function pushFailureText(failure: string): string {
  if (failure === 'UNSUPPORTED') return m.fix_unsupported();
  if (/denied|permission/i.test(failure)) return deniedAdvice(navigator.userAgent);
  return m.fix_push_failed({ reason: failure });
}
