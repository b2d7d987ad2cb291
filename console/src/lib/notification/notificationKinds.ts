import type { NotificationKind, NotificationSound } from '#lib/gql/generated.ts';
import { m } from '#lib/paraglide/messages.js';

/** What each kind is called, and when it is. */
export const kindTexts: Record<NotificationKind, { name: () => string; text: () => string }> = {
  OVERDUE: { name: m.notification_kind_overdue, text: m.notification_kind_overdue_text },
  SESSION_TRANSFERRED: {
    name: m.notification_kind_transferred,
    text: m.notification_kind_transferred_text,
  },
  MENTION: { name: m.notification_kind_mention, text: m.notification_kind_mention_text },
  SESSION_ASSIGNED: { name: m.notification_kind_assigned, text: m.notification_kind_assigned_text },
  MESSAGE_RECEIVED: { name: m.notification_kind_message, text: m.notification_kind_message_text },
  MESSAGE_LEFT: { name: m.notification_kind_left, text: m.notification_kind_left_text },
};

const soundNames: Record<NotificationSound, () => string> = {
  NONE: m.sound_none,
  CHIME: m.sound_chime,
  DROP: m.sound_drop,
  BELL: m.sound_bell,
  KNOCK: m.sound_knock,
  ALARM: m.sound_alarm,
};

export const soundOptions = () =>
  Object.entries(soundNames).map(([value, name]) => ({ value: value as NotificationSound, label: name() }));
