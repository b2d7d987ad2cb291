import { TooManyAttemptsError } from '../../api/core/errors.ts';
import { noteWatching } from '../../api/notification/noteWatching.ts';
import type { PushResult } from '../../api/notification/sendPush.ts';
import { testNotifications } from '../../api/notification/testNotifications.ts';
import { builder } from '../builder.ts';

const NoteWatchingInput = builder.inputType('NoteWatchingInput', {
  description: 'Whether one looks at the console.',
  fields: (t) => ({ isWatching: t.boolean({ description: 'Whether it is visible in this browser.' }) }),
});

const WatchingReceipt = builder.objectRef<{ until: Date | null }>('WatchingReceipt').implement({
  description: 'That it was noted.',
  fields: (t) => ({
    until: t.expose('until', {
      type: 'DateTime',
      nullable: true,
      description: 'Until when it holds; null for not at all.',
    }),
  }),
});

const NotificationTestType = builder.objectRef<{ push: PushResult | null }>('NotificationTest').implement({
  description: 'What became of a test.',
  fields: (t) => ({
    isSubscribed: t.boolean({
      description: 'Whether the browser of this sign-in is subscribed to pushes, as far as is known.',
      resolve: ({ push }) => push !== null && !push.isGone,
    }),
    isPushed: t.boolean({
      description: 'Whether the push service has taken it.',
      resolve: ({ push }) => push?.isDelivered === true,
    }),
    statusCode: t.int({
      nullable: true,
      description: 'What the push service answered; null when it did not.',
      resolve: ({ push }) => push?.statusCode ?? null,
    }),
    error: t.string({
      nullable: true,
      description: 'Why there was no answer.',
      resolve: ({ push }) => push?.error ?? null,
    }),
  }),
});

const inPerson = { authScopes: { inPerson: true } };

builder.mutationFields((t) => ({
  noteWatching: t.field({
    ...inPerson,
    type: WatchingReceipt,
    description:
      'Says that one looks at the console in this browser, every `Limits.watchingIntervalMs`, or no longer: while one does, no message is pushed.',
    args: { input: t.arg({ type: NoteWatchingInput, description: 'Whether one does.' }) },
    errors: {},
    resolve: async (_root, { input }, { core, actor }) => ({ until: await noteWatching(core, actor, input) }),
  }),
  testNotifications: t.field({
    ...inPerson,
    type: NotificationTestType,
    description:
      'Notifies oneself of nothing in particular: on open consoles, and by a push to this browser.',
    errors: { types: [TooManyAttemptsError] },
    resolve: async (_root, _args, { core, actor }) => ({ push: await testNotifications(core, actor) }),
  }),
}));
