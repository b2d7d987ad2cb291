import type { Visitor } from '../../prisma/generated/client/client.ts';
import type { Core } from '../core/core.ts';
import { discardAttachments } from '../attachment/discardAttachments.ts';
import type { RecordEvents, Transaction } from '../core/transaction.ts';
import { logVisitorEvent } from '../event/logVisitorEvent.ts';
import { sessionChanged } from '../session/sessionEvents.ts';
import { announceVisitor } from './announceVisitor.ts';

/**
 * Takes away all that is personal about a visitor: what was written in the sessions, contact data, note, nickname,
 * addresses, pages and devices; the audit loses what it repeats of it. Who comes back is a new visitor. The caller holds
 * the lock on the visitor's row; no session is live.
 * @returns the visitor, and the attachments that nothing has any more: to be removed after the commit
 */
export async function anonymizeVisitor(
  core: Core,
  transaction: Transaction,
  record: RecordEvents,
  visitorId: string,
): Promise<{ visitor: Visitor; attachmentIds: string[] }> {
  const ofVisitor = { session: { visitorId } };
  const own = await transaction.session.findMany({ where: { visitorId }, select: { id: true } });
  // By the sessions' ids, so that only the partitions of their months are looked at.
  const inSessions = { sessionId: { in: own.map(({ id }) => id) } };
  const sent = await transaction.message.findMany({
    where: { ...inSessions, attachmentId: { not: null } },
    select: { attachmentId: true },
  });
  await transaction.message.updateMany({
    where: inSessions,
    data: { text: '', maskedText: null, attachmentId: null },
  });
  await transaction.draft.deleteMany({ where: ofVisitor });
  const attachmentIds = await discardAttachments(core, transaction, {
    OR: [{ id: { in: sent.map(({ attachmentId }) => attachmentId ?? '') } }, { visitorId }],
  });
  await transaction.pageVisit.deleteMany({ where: ofVisitor });
  // What webhooks' receivers answered may repeat what they were told.
  await transaction.webhookAttempt.updateMany({ where: { delivery: { visitorId } }, data: { answer: '' } });
  await transaction.contactDetail.deleteMany({ where: { visitorId } });
  await transaction.visitorConnection.deleteMany({ where: { visitorId } });
  await transaction.visitorDevice.deleteMany({ where: { visitorId } });
  await transaction.block.updateMany({ where: { visitorId }, data: { address: null, reason: '' } });
  // The database lets audit entries be emptied for this alone.
  await transaction.$queryRaw`SELECT set_config('dukou.erasing', 'on', true)`;
  await transaction.auditEntry.updateMany({
    where: { targetType: 'Visitor', targetId: visitorId, action: { in: ['updateVisitor', 'blockVisitor'] } },
    data: { changes: {} },
  });
  await transaction.$queryRaw`SELECT set_config('dukou.erasing', 'off', true)`;
  const sessions = await transaction.session.updateManyAndReturn({
    where: { visitorId },
    data: {
      lastMessageText: null,
      lastMessageMaskedText: null,
      lastMessageAttachment: null,
      landingPageUrl: '',
      currentPageUrl: '',
      currentPageTitle: '',
      referrer: '',
      userAgent: '',
      language: '',
      address: '',
      ratingComment: '',
      formAnswers: [],
      version: { increment: 1 },
    },
  });
  // After the sessions' rows are locked: who makes them searchable waits for that, or is done.
  await transaction.searchableTalk.deleteMany({ where: ofVisitor });
  await transaction.searchableVisitor.deleteMany({ where: { visitorId } });
  for (const session of sessions) record(...sessionChanged(session, session));
  await logVisitorEvent(core, transaction, visitorId, { type: 'VISITOR_ERASED' });
  const { number } = await transaction.visitor.findUniqueOrThrow({
    where: { id: visitorId },
    select: { number: true },
  });
  const visitor = await announceVisitor(transaction, record, visitorId, {
    nickname: String(number),
    note: '',
    externalId: null,
    attributes: {},
    contactKinds: [],
    editedById: null,
    editedAt: null,
    erasedAt: core.clock.now(),
  });
  return { visitor, attachmentIds };
}
