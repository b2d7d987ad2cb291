import { limits, type Limits } from '../../api/setting/limits.ts';
import { builder } from '../builder.ts';

const LimitsType = builder.objectRef<Limits>('Limits').implement({
  description: 'Bounds and timings that clients follow.',
  fields: (t) => ({
    messageMaxLength: t.exposeInt('messageMaxLength', {
      description: 'A message’s length, in characters (code points).',
    }),
    typingIntervalMs: t.exposeInt('typingIntervalMs', {
      description: 'Somebody who types says so at most this often, in milliseconds.',
    }),
    typingTimeoutMs: t.exposeInt('typingTimeoutMs', {
      description: 'Typing that is not signalled again is over after this long, in milliseconds.',
    }),
    overdueSeconds: t.exposeInt('overdueSeconds', {
      description: 'A visitor who has waited longer for an answer is overdue, in seconds.',
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
