import type { SessionEndReason } from '#lib/gql/generated.ts';
import { m } from '#lib/paraglide/messages.js';

/** Why a session ended, in words. */
export function endReasonText(reason: SessionEndReason): string {
  switch (reason) {
    case 'AGENT':
      return m.end_reason_agent();
    case 'VISITOR_LEFT':
      return m.end_reason_visitor_left();
    case 'IDLE':
      return m.end_reason_idle();
    case 'BLOCKED':
      return m.end_reason_blocked();
  }
}
