import type { ThreadMessageFragment } from '#lib/gql/generated.ts';
import { m } from '#lib/paraglide/messages.js';

type Noticed = Pick<ThreadMessageFragment, 'notice' | 'about' | 'agentName' | 'text'>;

/** What the system wrote, in words: who did what to whom. */
export function noticeText({ notice, about, agentName, text }: Noticed): string {
  const agent = agentName ?? m.notice_system();
  switch (notice) {
    case 'SESSION_ENDED':
      return agentName ? m.notice_session_ended_by({ agent }) : m.notice_session_ended();
    case 'SESSION_TRANSFERRED':
      return transferText(agentName, about);
    case 'TRANSFER_NOTE':
      return about
        ? m.notice_transfer_note_to({ agent, target: about, text: text || m.message_erased() })
        : m.notice_transfer_note({ agent, text: text || m.message_erased() });
    case 'DO_NOT_DISTURB_STARTED':
      return m.notice_do_not_disturb_started({ agent });
    case 'DO_NOT_DISTURB_LIFTED':
      return m.notice_do_not_disturb_lifted({ agent });
    case 'VISITOR_BLOCKED':
      return text
        ? m.notice_visitor_blocked_for({ agent, reason: text })
        : m.notice_visitor_blocked({ agent });
    case 'VISITOR_UNBLOCKED':
      return m.notice_visitor_unblocked({ agent });
    case 'VISITOR_TAGGED':
      return m.notice_visitor_tagged({ agent, tag: about ?? m.unknown() });
    case 'VISITOR_UNTAGGED':
      return m.notice_visitor_untagged({ agent, tag: about ?? m.unknown() });
    case null:
      return text;
  }
}

function transferText(agent: string | null, target: string | null): string {
  if (!target) return m.notice_session_transferred();
  if (!agent) return m.notice_session_transferred_to({ target });
  return agent === target
    ? m.notice_session_taken({ agent })
    : m.notice_session_transferred_by({ agent, target });
}
