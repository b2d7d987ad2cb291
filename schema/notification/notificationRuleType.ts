import type {
  NotificationKind,
  NotificationRule,
  NotificationSound,
  QuietHours,
} from '../../api/notification/notificationRules.ts';
import { builder } from '../builder.ts';

/** The kinds for which something can be chosen. */
export const NotificationKindType = builder.enumType('NotificationKind', {
  description: 'What an agent is notified of.',
  values: {
    OVERDUE: { description: 'A visitor has waited for longer than `Settings.escalationSeconds`.' },
    SESSION_TRANSFERRED: { description: 'A colleague gave one a session.' },
    MENTION: { description: 'A colleague wrote to one in an internal note.' },
    SESSION_ASSIGNED: { description: 'The rules gave one a session.' },
    MESSAGE_RECEIVED: { description: 'A visitor wrote in one’s session.' },
    MESSAGE_LEFT: { description: 'A visitor wrote although nobody was reachable.' },
  } as const satisfies Record<NotificationKind, object>,
});

export const NotificationSoundType = builder.enumType('NotificationSound', {
  description: 'What is heard.',
  values: {
    NONE: { description: 'Nothing.' },
    CHIME: { description: 'Two notes that rise.' },
    DROP: { description: 'A short drop.' },
    BELL: { description: 'A bell that fades.' },
    KNOCK: { description: 'Two knocks.' },
    ALARM: { description: 'Three notes, again and again.' },
  } as const satisfies Record<NotificationSound, object>,
});

const descriptions = {
  kind: 'Of what.',
  sound: 'What is heard.',
  isShown: 'Whether the system shows it when nobody looks at the console.',
  from: 'From when, by the organisation’s clock: 22:00.',
  to: 'Until when; at or before `from`: on the next day.',
  urgentPasses: 'Whether one is notified of OVERDUE and SESSION_TRANSFERRED all the same.',
};

export const NotificationRuleType = builder.objectRef<NotificationRule>('NotificationRule').implement({
  description: 'How an agent is notified of one kind of thing.',
  fields: (t) => ({
    kind: t.expose('kind', { type: NotificationKindType, description: descriptions.kind }),
    sound: t.expose('sound', { type: NotificationSoundType, description: descriptions.sound }),
    isShown: t.exposeBoolean('isShown', { description: descriptions.isShown }),
  }),
});

export const NotificationRuleInput = builder.inputType('NotificationRuleInput', {
  description: 'How an agent is notified of one kind of thing.',
  fields: (t) => ({
    kind: t.field({ type: NotificationKindType, description: descriptions.kind }),
    sound: t.field({ type: NotificationSoundType, description: descriptions.sound }),
    isShown: t.boolean({ description: descriptions.isShown }),
  }),
});

export const QuietHoursType = builder.objectRef<QuietHours>('QuietHours').implement({
  description: 'Hours of each day in which an agent is not notified.',
  fields: (t) => ({
    from: t.exposeString('from', { description: descriptions.from }),
    to: t.exposeString('to', { description: descriptions.to }),
    urgentPasses: t.exposeBoolean('urgentPasses', { description: descriptions.urgentPasses }),
  }),
});

export const QuietHoursInput = builder.inputType('QuietHoursInput', {
  description: 'Hours of each day in which an agent is not notified.',
  fields: (t) => ({
    from: t.string({ description: descriptions.from }),
    to: t.string({ description: descriptions.to }),
    urgentPasses: t.boolean({ description: descriptions.urgentPasses }),
  }),
});
