import type { Session } from '../../prisma/generated/client/client.ts';
import { assignWaiting } from '../assignment/assignWaiting.ts';
import { lockAssignment } from '../assignment/lockAssignment.ts';
import { assertNotBlocked } from '../block/blockAccess.ts';
import type { Core } from '../core/core.ts';
import type { RecordEvents, Transaction } from '../core/transaction.ts';
import { logEvents } from '../event/logEvents.ts';
import { lookAfterReturn } from '../script/lookRules.ts';
import { recordPageVisit, type Page } from '../pageVisit/recordPageVisit.ts';
import { sessionChanged } from './sessionEvents.ts';

/**
 * The live session ended at the same moment. The transaction must begin anew: going on would hold the session's row, which
 * PostgreSQL locks before it sees that there is nothing to update, while it waits for the assignment's lock.
 */
export class EndedMeanwhile extends Error {}

/** What is known of a visit when it begins. */
export type Visit = Pick<
  Session,
  | 'visitorId'
  | 'siteId'
  | 'currentPageUrl'
  | 'currentPageTitle'
  | 'referrer'
  | 'userAgent'
  | 'language'
  | 'address'
  | 'doNotDisturbSince'
  | 'scriptDueAt'
> & { isRemote?: boolean };

/**
 * Resumes the visitor's live session, or opens a new one in the department that serves the site first and has it
 * assigned. The caller holds the lock on the visitor's row, so that two pages that enter at once share one session.
 * @throws VisitorBlockedError, Error when no department serves the site and none is there at all
 */
export async function openSession(
  core: Core,
  transaction: Transaction,
  record: RecordEvents,
  visit: Visit,
): Promise<Session> {
  const live = await transaction.session.findFirst({ where: { visitorId: visit.visitorId, endedAt: null } });
  if (live) {
    await assertNotBlocked(core, transaction, visit);
    const { currentPageUrl, currentPageTitle } = visit;
    const [session] = await transaction.session.updateManyAndReturn({
      where: { id: live.id, endedAt: null },
      data: {
        currentPageUrl,
        currentPageTitle,
        // Who enters a page is there; who then never connects has the grace period from now on.
        visitorGoneSince: live.visitorGoneSince && core.clock.now(),
        scriptDueAt: lookAfterReturn(visit.scriptDueAt) ?? live.scriptDueAt,
        version: { increment: 1 },
      },
    });
    if (!session) throw new EndedMeanwhile();
    if (currentPageUrl && live.currentPageUrl !== currentPageUrl)
      await recordPageVisit(transaction, live.id, pageOf(visit), core.clock.now());
    record(...sessionChanged(live, session));
    return session;
  }
  await lockAssignment(transaction);
  // Whoever blocks holds this lock: they come before, or find the session.
  await assertNotBlocked(core, transaction, visit);
  const now = core.clock.now();
  const isConnected = await transaction.visitorConnection.findFirst({
    where: { visitorId: visit.visitorId },
    select: { id: true },
  });
  const { id } = await transaction.session.create({
    data: {
      ...visit,
      departmentId: await departmentServing(transaction, visit.siteId),
      landingPageUrl: visit.currentPageUrl,
      startedAt: now,
      activeAt: now,
      visitorGoneSince: isConnected || visit.isRemote ? null : now,
      ...(visit.currentPageUrl && { pageVisits: { create: { ...pageOf(visit), enteredAt: now } } }),
    },
  });
  const { siteId, visitorId } = visit;
  await logEvents(core, transaction, { type: 'SESSION_OPENED', siteId, visitorId, sessionId: id });
  await assignWaiting(core, transaction, record, [id]);
  return transaction.session.findUniqueOrThrow({ where: { id } });
}

function pageOf({ currentPageUrl, currentPageTitle }: Visit): Page {
  return { url: currentPageUrl, title: currentPageTitle };
}

/** The department that serves a site first; a site that none serves yet belongs to the root of the tree. */
async function departmentServing(transaction: Transaction, siteId: string): Promise<string> {
  const serving = await transaction.siteDepartment.findFirst({
    where: { siteId },
    orderBy: { position: 'asc' },
  });
  if (serving) return serving.departmentId;
  const root = await transaction.department.findFirstOrThrow({
    where: { parentId: null },
    orderBy: { position: 'asc' },
  });
  return root.id;
}
