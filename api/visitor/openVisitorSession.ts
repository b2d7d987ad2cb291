import { type z } from 'zod';
import type { Session } from '../../prisma/generated/client/client.ts';
import { recordAudit } from '../audit/recordAudit.ts';
import { asAgent, hasPermission, type Actor } from '../core/actor.ts';
import type { Core } from '../core/core.ts';
import { NotAllowedError, NotFoundError } from '../core/errors.ts';
import { checkInput, clippedText } from '../core/input.ts';
import { inTransaction } from '../core/transaction.ts';
import { lookAfterEntry } from '../script/lookRules.ts';
import { getEnabledScripts } from '../script/scriptAccess.ts';
import { openInTurn } from '../session/openInTurn.ts';
import { openSession } from '../session/openSession.ts';
import { findVisitorFor, lockVisitor, visitorPlaceShape } from './visitorAccess.ts';

const shape = visitorPlaceShape.extend({ pageUrl: clippedText(2000), pageTitle: clippedText(300) });

/**
 * Opens a session for a visitor who is reached through another program, or resumes the live one. There is no connection
 * that could be gone: it ends when an agent ends it, or nobody writes for too long.
 * @throws InvalidInputError, NotAllowedError, NotFoundError, VisitorBlockedError
 */
export async function openVisitorSession(
  core: Core,
  actor: Actor,
  input: z.input<typeof shape>,
): Promise<Session> {
  const { pageUrl, pageTitle, ...place } = checkInput(shape, input);
  const agent = asAgent(actor);
  if (!hasPermission(agent, 'WRITE_AS_VISITOR')) throw new NotAllowedError();
  const scripts = await getEnabledScripts(core);
  const open = () =>
    inTransaction(core, async (transaction, record) => {
      const found = await findVisitorFor(agent, place, transaction);
      if (!found || found.erasedAt) throw new NotFoundError('visitor');
      const { id: visitorId, siteId, doNotDisturbSince } = found;
      await lockVisitor(transaction, visitorId);
      const lastSeenAt = core.clock.now();
      await transaction.visitor.update({ where: { id: visitorId }, data: { lastSeenAt } });
      const nowhere = { referrer: '', userAgent: '', language: '', address: '' };
      const page = { currentPageUrl: pageUrl, currentPageTitle: pageTitle };
      const scriptDueAt = lookAfterEntry(scripts, siteId, lastSeenAt);
      const facts = { visitorId, siteId, doNotDisturbSince, scriptDueAt, isRemote: true };
      const visit = { ...facts, ...nowhere, ...page };
      const session = await openSession(core, transaction, record, visit);
      await recordAudit(transaction, agent, 'openVisitorSession', { type: 'Session', id: session.id });
      return session;
    });
  return openInTurn(core, open);
}
