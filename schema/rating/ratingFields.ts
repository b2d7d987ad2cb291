import { textFor } from '../../api/message/messageRules.ts';
import { readMessage } from '../../api/contactDetail/readingRules.ts';
import { NotFoundError } from '../../api/core/errors.ts';
import { canRate } from '../../api/rating/ratingAccess.ts';
import { RatingClosedError } from '../../api/rating/ratingErrors.ts';
import { rateSession } from '../../api/rating/rateSession.ts';
import { builder } from '../builder.ts';
import { ErrorInterface } from '../errors.ts';
import { SessionType } from '../session/sessionType.ts';

builder.objectType(RatingClosedError, {
  name: 'RatingClosedError',
  description:
    'The session cannot be rated: it goes on, no agent has answered in it, it ended more than a week ago, was rated more than a day ago, or the site does not ask.',
  interfaces: [ErrorInterface],
});

builder.prismaObjectFields(SessionType, (t) => ({
  rating: t.exposeInt('rating', { nullable: true }),
  ratingComment: t.string({
    description: 'What the visitor said beside the number; empty for nothing.',
    resolve: ({ ratingComment }, _args, { actor }) =>
      textFor(actor, ratingComment, readMessage([], ratingComment).masked.get(0) ?? null),
  }),
  ratedAt: t.expose('ratedAt', { type: 'DateTime', nullable: true }),
  viewerCanRate: t.boolean({
    description: 'Whether whoever asks may say how it was: its visitor, once it has ended.',
    resolve: (session, _args, { core, actor }) => canRate(core, actor, session),
  }),
}));

const RateSessionInput = builder.inputType('RateSessionInput', {
  description: 'How a visitor found a session.',
  fields: (t) => ({
    sessionId: t.id({ description: 'Which session, of one’s own.' }),
    rating: t.int({ description: 'From 1 (bad) to 5 (very good).' }),
    comment: t.string({
      required: false,
      description: 'In words, at most 500 characters; left out or null, what was said before stays.',
    }),
  }),
});

builder.mutationField('rateSession', (t) =>
  t.field({
    type: SessionType,
    description:
      'A visitor says how a session was that has ended (`Session.viewerCanRate`), and within a day may say otherwise.',
    authScopes: { visitor: true },
    args: { input: t.arg({ type: RateSessionInput, description: 'Which, and how it was.' }) },
    errors: { types: [NotFoundError, RatingClosedError] },
    resolve: (_root, { input }, { core, actor }) => rateSession(core, actor, input),
  }),
);
