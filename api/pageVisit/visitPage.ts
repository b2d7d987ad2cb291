import { z } from 'zod';
import type { Session } from '../../prisma/generated/client/client.ts';
import type { Actor } from '../core/actor.ts';
import type { Core } from '../core/core.ts';
import { NotAllowedError, NotFoundError } from '../core/errors.ts';
import { checkInput, clippedText, id, requiredText } from '../core/input.ts';
import { inTransaction } from '../core/transaction.ts';
import { getSessionFor } from '../session/sessionAccess.ts';
import { SessionEndedError } from '../session/sessionErrors.ts';
import { sessionChanged } from '../session/sessionEvents.ts';
import { originOf } from '../site/siteRules.ts';
import { recordPageVisit } from './recordPageVisit.ts';

const shape = z.object({ sessionId: id, pageUrl: requiredText(2000), pageTitle: clippedText(300) });

/**
 * Notes that a visitor has come to another page of the site without the page being loaded anew. The same page again is
 * no visit.
 * @throws InvalidInputError, NotAllowedError, NotFoundError, SessionEndedError
 */
export async function visitPage(core: Core, actor: Actor, input: z.input<typeof shape>): Promise<Session> {
  const { sessionId, pageUrl, pageTitle } = checkInput(shape, input);
  if (actor.kind !== 'visitor') throw new NotAllowedError();
  const before = await getSessionFor(core, actor, sessionId);
  // Whoever has the page at the origin says so; another origin is none of this site's pages.
  if (originOf(pageUrl) !== originOf(before.landingPageUrl)) throw new NotFoundError('page');
  if (before.endedAt) throw new SessionEndedError();
  if (before.currentPageUrl === pageUrl) return before;
  return inTransaction(core, async (transaction, record) => {
    const [session] = await transaction.session.updateManyAndReturn({
      where: { id: sessionId, endedAt: null },
      data: { currentPageUrl: pageUrl, currentPageTitle: pageTitle, version: { increment: 1 } },
    });
    if (!session) throw new SessionEndedError();
    await recordPageVisit(transaction, sessionId, { url: pageUrl, title: pageTitle }, core.clock.now());
    record(...sessionChanged(before, session));
    return session;
  });
}
