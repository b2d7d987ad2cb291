import type { AttachmentKind, NotificationKind } from '#lib/gql/generated.ts';
import { m } from '#lib/paraglide/messages.js';
import type { Locale } from '#lib/paraglide/runtime.js';

/** Of what a notification tells. */
export interface NotificationFacts {
  /** Null for a test. */
  kind: NotificationKind | null;
  nickname: string;
  /** The last message, as the agent may read it. */
  text: string;
  attachmentKind: AttachmentKind | null;
}

const titles: Record<
  NotificationKind,
  (facts: { nickname: string }, options?: { locale?: Locale }) => string
> = {
  OVERDUE: m.notification_overdue,
  SESSION_TRANSFERRED: m.notification_transferred,
  MENTION: m.notification_mention,
  SESSION_ASSIGNED: m.notification_assigned,
  MESSAGE_RECEIVED: m.notification_message,
  MESSAGE_LEFT: m.notification_left,
};

/** What a notification says, in the language of now or another one. */
export function notificationText(
  { kind, nickname, text, attachmentKind }: NotificationFacts,
  locale?: Locale,
): { title: string; body: string } {
  const options = locale ? { locale } : {};
  if (!kind) return { title: m.notification_test({}, options), body: m.notification_test_text({}, options) };
  const file = attachmentKind === 'IMAGE' ? m.notification_image : m.notification_file;
  const body = text || (attachmentKind ? file({}, options) : '');
  return { title: titles[kind]({ nickname }, options), body };
}
