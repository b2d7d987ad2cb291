import { z } from 'zod';
import type { AssignmentReason } from '../../prisma/generated/client/enums.ts';
import { isOpen, timeOfDay } from '../site/workingHoursRules.ts';

/** What an agent is notified of 消息通知, the rarest first. */
export const notificationKinds = [
  'OVERDUE',
  'SESSION_TRANSFERRED',
  'MENTION',
  'SESSION_ASSIGNED',
  'MESSAGE_RECEIVED',
  'MESSAGE_LEFT',
] as const;
export type NotificationKind = (typeof notificationKinds)[number];
/** With the one by which an agent tries whether notifications arrive. */
export type AnyNotificationKind = NotificationKind | 'TEST';

export const notificationSounds = ['NONE', 'CHIME', 'DROP', 'BELL', 'KNOCK', 'ALARM'] as const;
export type NotificationSound = (typeof notificationSounds)[number];

/** How a notification is made: what is heard, and whether the system shows it. */
export interface NotificationManner {
  sound: NotificationSound;
  isShown: boolean;
}

export interface NotificationRule extends NotificationManner {
  kind: NotificationKind;
}

/** Hours of each day, by the organisation's clock, in which an agent is not notified. */
export type QuietHours = z.output<typeof quietHoursShape>;

/** What an agent has chosen of notifications. */
export interface NotificationChoices {
  notificationRules: readonly NotificationRule[];
  quietHours: QuietHours | null;
}

export const notificationRulesShape = z
  .array(
    z.object({
      kind: z.enum(notificationKinds),
      sound: z.enum(notificationSounds),
      isShown: z.boolean(),
    }),
  )
  .max(notificationKinds.length)
  // Of a kind that is there twice nobody could say which one holds.
  .refine((rules) => new Set(rules.map(({ kind }) => kind)).size === rules.length, {
    params: { rule: 'MALFORMED' },
  });

export const quietHoursShape = z.object({
  from: timeOfDay,
  /** At or before `from`: on the next day. */
  to: timeOfDay,
  /** Whether what cannot wait is notified of all the same. */
  urgentPasses: z.boolean(),
});

const usual: Record<NotificationKind, NotificationManner> = {
  OVERDUE: { sound: 'ALARM', isShown: true },
  SESSION_TRANSFERRED: { sound: 'KNOCK', isShown: true },
  MENTION: { sound: 'BELL', isShown: true },
  SESSION_ASSIGNED: { sound: 'CHIME', isShown: true },
  MESSAGE_RECEIVED: { sound: 'DROP', isShown: true },
  MESSAGE_LEFT: { sound: 'CHIME', isShown: false },
};

/** All kinds, each as it was chosen, or else as it usually is. */
export function completeRules(chosen: readonly NotificationRule[]): NotificationRule[] {
  return notificationKinds.map((kind) => ({
    kind,
    ...(chosen.find((one) => one.kind === kind) ?? usual[kind]),
  }));
}

/** What cannot wait: somebody waits for this very agent, and others have done what they could. */
export function isUrgent(kind: AnyNotificationKind): boolean {
  return kind === 'OVERDUE' || kind === 'SESSION_TRANSFERRED';
}

/** Whether a moment is within an agent's quiet hours. */
export function isQuiet(hours: QuietHours | null, moment: Date, timeZone: string): boolean {
  return hours !== null && isOpen([{ ...hours, weekdays: [1, 2, 3, 4, 5, 6, 7] }], moment, timeZone);
}

/** How an agent is notified at a moment; in quiet hours of nothing but what is urgent and may pass. */
export function mannerOf(
  kind: AnyNotificationKind,
  { notificationRules, quietHours }: NotificationChoices,
  moment: Date,
  timeZone: string,
): NotificationManner {
  if (kind === 'TEST') return { sound: 'CHIME', isShown: true };
  const passes = isUrgent(kind) && quietHours?.urgentPasses;
  if (!passes && isQuiet(quietHours, moment, timeZone)) return { sound: 'NONE', isShown: false };
  const rule = notificationRules.find((one) => one.kind === kind) ?? usual[kind];
  return { sound: rule.sound, isShown: rule.isShown };
}

/** What being given a session is to its new owner; null when it is their own doing. */
export function kindOfGift(
  reason: AssignmentReason,
  decidedById: string | undefined,
  ownerId: string,
): NotificationKind | null {
  if (decidedById === ownerId || reason === 'TAKEN') return null;
  const isByHand = reason === 'TRANSFERRED' || reason === 'HANDED_OVER' || reason === 'HAND_OVER_UNDONE';
  return isByHand ? 'SESSION_TRANSFERRED' : 'SESSION_ASSIGNED';
}

/** By which the same notification is known for the same, by whatever way it comes. */
export function notificationId(kind: AnyNotificationKind, sessionId: string | null, mark: number): string {
  return [kind, sessionId, mark].filter((part) => part !== null).join(':');
}
