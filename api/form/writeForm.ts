import type { Prisma, Session, Site } from '../../prisma/generated/client/client.ts';
import type { Actor } from '../core/actor.ts';
import type { Core } from '../core/core.ts';
import { NotAllowedError } from '../core/errors.ts';
import { inTransaction } from '../core/transaction.ts';
import { getSessionFor } from '../session/sessionAccess.ts';
import { SessionEndedError } from '../session/sessionErrors.ts';
import { sessionChanged } from '../session/sessionEvents.ts';
import { lockVisitor } from '../visitor/visitorAccess.ts';
import type { FormAnswer } from './formRules.ts';
import { introduceVisitor, type Introduction } from './introduceVisitor.ts';

/** What a form brings. */
interface FormContent {
  introduction: Introduction;
  /** Left out where the form asks nothing else. */
  formAnswers?: FormAnswer[];
}

/** Forms are filled in by people. */
const perMinute = { name: 'form', points: 20, seconds: 60 };

/**
 * Writes what a visitor says in a form of an own live session.
 * @param read makes of the session's site what is to be written
 * @throws InvalidInputError, NotAllowedError, NotFoundError, SessionEndedError, TooManyAttemptsError, and what `read` throws
 */
export async function writeForm(
  core: Core,
  actor: Actor,
  sessionId: string,
  read: (site: Site) => FormContent,
): Promise<Session> {
  if (actor.kind !== 'visitor') throw new NotAllowedError();
  const { siteId, visitorId } = await getSessionFor(core, actor, sessionId);
  await core.rateLimits.count(perMinute, visitorId);
  const site = await core.database.prisma.site.findUniqueOrThrow({ where: { id: siteId } });
  const { introduction, formAnswers } = read(site);
  return inTransaction(core, async (transaction, record) => {
    await lockVisitor(transaction, visitorId);
    const visitor = await transaction.visitor.findUniqueOrThrow({ where: { id: visitorId } });
    const before = await getSessionFor(core, actor, sessionId, transaction);
    if (before.endedAt) throw new SessionEndedError();
    await introduceVisitor(core, transaction, record, visitor, before, introduction);
    if (!formAnswers) return before;
    const [session] = await transaction.session.updateManyAndReturn({
      where: { id: sessionId, endedAt: null },
      data: { formAnswers: formAnswers as unknown as Prisma.InputJsonArray, version: { increment: 1 } },
    });
    if (!session) throw new SessionEndedError();
    record(...sessionChanged(before, session));
    return session;
  });
}
