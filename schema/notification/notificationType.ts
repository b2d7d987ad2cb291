import type { NotificationEvent } from '../../api/notification/followNotifications.ts';
import { notificationId } from '../../api/notification/notificationRules.ts';
import { builder } from '../builder.ts';
import { SessionType } from '../session/sessionType.ts';
import { StreamStartedType } from '../streamStartedType.ts';
import { NotificationKindType, NotificationSoundType } from './notificationRuleType.ts';

type Raised = Extract<NotificationEvent, { type: 'NotificationRaised' }>;

const NotificationRaisedType = builder.objectRef<Raised>('NotificationRaised').implement({
  description: 'Something of which one is notified.',
  fields: (t) => ({
    id: t.id({
      description: 'Which one: the same on every device and in every push.',
      resolve: ({ kind, session, mark }) => notificationId(kind, session?.id ?? null, mark),
    }),
    kind: t.field({
      type: NotificationKindType,
      nullable: true,
      description: 'Of what; null for a test.',
      resolve: ({ kind }) => (kind === 'TEST' ? null : kind),
    }),
    session: t.field({
      type: SessionType,
      nullable: true,
      description: 'Which session it is about, as it was then; null for a test.',
      resolve: ({ session }) => session,
    }),
    raisedAt: t.expose('raisedAt', { type: 'DateTime', description: 'When.' }),
    sound: t.expose('sound', {
      type: NotificationSoundType,
      description: 'What is to be heard, by what one has chosen and by the hour.',
    }),
    isShown: t.exposeBoolean('isShown', { description: 'Whether the system is to show it.' }),
  }),
});

export const NotificationEventType = builder.unionType('NotificationEvent', {
  description: 'What those who follow their notifications hear.',
  types: [StreamStartedType, NotificationRaisedType],
  resolveType: ({ type }) => type,
});
