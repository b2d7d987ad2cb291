import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { NotFoundError } from '../../api/core/errors.ts';
import { sendMessage } from '../../api/message/sendMessage.ts';
import { canRate } from '../../api/rating/ratingAccess.ts';
import { RatingClosedError } from '../../api/rating/ratingErrors.ts';
import { rateSession } from '../../api/rating/rateSession.ts';
import { endSession } from '../../api/session/endSession.ts';
import { sessionTopic } from '../../api/session/sessionEvents.ts';
import { anonymizeVisitor } from '../../api/visitor/anonymizeVisitor.ts';
import { inTransaction } from '../../api/core/transaction.ts';
import { buildConversation, buildVisitor } from '../support/build.ts';
import { buildTestCore, type TestCore } from '../support/testCore.ts';

let core: TestCore;
beforeAll(async () => {
  core = await buildTestCore();
});
afterAll(() => core.close());

const say = (actor: Parameters<typeof sendMessage>[1], sessionId: string, text: string) =>
  sendMessage(core, actor, { sessionId, clientId: randomUUID(), text });
const hourMs = 3_600_000;

/** A talk that is over, in which both have spoken. */
async function buildEnded() {
  const talk = await buildConversation(core);
  await say(talk.visitor, talk.session.id, 'hello');
  await say(talk.agent, talk.session.id, 'welcome');
  await endSession(core, talk.agent, { sessionId: talk.session.id });
  return { ...talk, sessionId: talk.session.id };
}

test('a visitor rates a talk that is over, and those who see it are told at once', async () => {
  const { visitor, sessionId } = await buildEnded();
  const rated = await rateSession(core, visitor, { sessionId, rating: 5, comment: ' 很耐心 ' });
  expect(rated).toMatchObject({ rating: 5, ratingComment: '很耐心', ratedAt: core.clock.now() });
  expect(core.typesOn(sessionTopic(sessionId)).at(-1)).toBe('SessionChanged');
  const events = await core.database.prisma.event.findMany({ where: { sessionId, type: 'SESSION_RATED' } });
  expect(events).toHaveLength(1);
});

test('within a day the rating can be changed; what was written stays unless it is written anew', async () => {
  const { visitor, sessionId } = await buildEnded();
  await rateSession(core, visitor, { sessionId, rating: 2, comment: 'slow' });
  const { ratedAt } = await rateSession(core, visitor, { sessionId, rating: 4 });
  core.clock.advance(23 * hourMs);
  const changed = await rateSession(core, visitor, { sessionId, rating: 3, comment: '' });
  expect(changed).toMatchObject({ rating: 3, ratingComment: '', ratedAt });
  core.clock.advance(2 * hourMs);
  await expect(rateSession(core, visitor, { sessionId, rating: 1 })).rejects.toThrow(RatingClosedError);
});

test('nothing is rated that goes on, was answered by nobody, is long past, or on a site that does not ask', async () => {
  const live = await buildConversation(core);
  await say(live.visitor, live.session.id, 'hello');
  await say(live.agent, live.session.id, 'welcome');
  await expect(rateSession(core, live.visitor, { sessionId: live.session.id, rating: 5 })).rejects.toThrow(
    RatingClosedError,
  );

  const unanswered = await buildConversation(core);
  await say(unanswered.visitor, unanswered.session.id, 'anybody there');
  await endSession(core, unanswered.agent, { sessionId: unanswered.session.id });
  await expect(
    rateSession(core, unanswered.visitor, { sessionId: unanswered.session.id, rating: 1 }),
  ).rejects.toThrow(RatingClosedError);

  const unasked = await buildEnded();
  await core.database.prisma.site.update({ where: { id: unasked.site.id }, data: { asksForRating: false } });
  await expect(
    rateSession(core, unasked.visitor, { sessionId: unasked.sessionId, rating: 5 }),
  ).rejects.toThrow(RatingClosedError);

  const past = await buildEnded();
  core.clock.advance(7 * 24 * hourMs);
  await expect(rateSession(core, past.visitor, { sessionId: past.sessionId, rating: 5 })).rejects.toThrow(
    RatingClosedError,
  );
});

test('nobody rates for another, and a rating is a whole number from 1 to 5', async () => {
  const { visitor, agent, site, sessionId } = await buildEnded();
  const { visitor: stranger } = await buildVisitor(core, site);
  await expect(rateSession(core, stranger, { sessionId, rating: 5 })).rejects.toThrow(NotFoundError);
  await expect(rateSession(core, agent, { sessionId, rating: 5 })).rejects.toThrow(RatingClosedError);
  const session = await core.database.prisma.session.findUniqueOrThrow({ where: { id: sessionId } });
  expect([await canRate(core, visitor, session), await canRate(core, agent, session)]).toEqual([true, false]);
  for (const wrong of [
    { rating: 0 },
    { rating: 6 },
    { rating: 2.5 },
    { rating: 5, comment: 'x'.repeat(501) },
  ])
    await expect(rateSession(core, visitor, { sessionId, ...wrong })).rejects.toMatchObject({
      code: 'INVALID_INPUT',
    });
});

test('what a visitor wrote beside the rating goes with the visitor; the number stays for reports', async () => {
  const { visitor, sessionId } = await buildEnded();
  await rateSession(core, visitor, { sessionId, rating: 1, comment: 'call 13912345678' });
  await inTransaction(core, (transaction, record) =>
    anonymizeVisitor(core, transaction, record, visitor.visitorId),
  );
  const session = await core.database.prisma.session.findUniqueOrThrow({ where: { id: sessionId } });
  expect(session).toMatchObject({ rating: 1, ratingComment: '', formAnswers: [] });
});
