import { attachmentMaxBytes } from '../../api/attachment/receiveContent.ts';
import { limits, type Limits } from '../../api/setting/limits.ts';
import { getSettings } from '../../api/setting/settings.ts';
import { builder } from '../builder.ts';

const LimitsType = builder.objectRef<Limits>('Limits').implement({
  description: 'Bounds and timings that clients follow.',
  fields: (t) => ({
    messageMaxLength: t.exposeInt('messageMaxLength', {
      description: 'A message’s length, in characters (code points).',
    }),
    recallMs: t.exposeInt('recallMs', {
      description: 'For so long after it was stored its author can take a message back, in milliseconds.',
    }),
    mentionsPerNote: t.exposeInt('mentionsPerNote', {
      description: 'How many agents an internal note calls at most.',
    }),
    draftMaxLength: t.exposeInt('draftMaxLength', {
      description: 'A draft’s length, in characters (code points).',
    }),
    typingPreviewMaxLength: t.exposeInt('typingPreviewMaxLength', {
      description: 'Of what a visitor is typing so many characters are shown, in characters (code points).',
    }),
    typingPreview: t.boolean({
      description: 'Whether agents see what a visitor types before it is sent: a setting.',
      resolve: async (_limits, _args, { core }) => (await getSettings(core)).typingPreview,
    }),
    searchMaxLength: t.exposeInt('searchMaxLength', {
      description: 'The length of what is searched for, in characters (code points).',
    }),
    suggestionMinLength: t.exposeInt('suggestionMinLength', {
      description: 'Of so many typed characters on, something is suggested.',
    }),
    suggestionMaxLength: t.exposeInt('suggestionMaxLength', {
      description: 'Of more typed characters nothing is suggested.',
    }),
    typingIntervalMs: t.exposeInt('typingIntervalMs', {
      description: 'Somebody who types says so at most this often, in milliseconds.',
    }),
    typingTimeoutMs: t.exposeInt('typingTimeoutMs', {
      description: 'Typing that is not signalled again is over after this long, in milliseconds.',
    }),
    queuePollMs: t.exposeInt('queuePollMs', {
      description:
        'A client whose session is QUEUED asks for `Session.queuePosition` this often, in milliseconds.',
    }),
    watchingIntervalMs: t.exposeInt('watchingIntervalMs', {
      description: 'Who looks at the console says so this often, in milliseconds.',
    }),
    attachmentMaxBytes: t.int({
      description: 'An image’s or file’s size, in bytes: a setting.',
      resolve: (_limits, _args, { core }) => attachmentMaxBytes(core),
    }),
    overdueSeconds: t.int({
      description: 'A visitor who has waited longer for an answer is overdue, in seconds: a setting.',
      resolve: async (_limits, _args, { core }) => (await getSettings(core)).overdueSeconds,
    }),
  }),
});

builder.queryField('limits', (t) =>
  t.field({
    type: LimitsType,
    description: 'Bounds and timings that clients follow. Open to everybody.',
    resolve: () => limits,
  }),
);
