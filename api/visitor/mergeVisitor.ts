import type { Visitor } from '../../prisma/generated/client/client.ts';
import { lockAssignment } from '../assignment/lockAssignment.ts';
import { knownKinds } from '../contactDetail/contactDetailRules.ts';
import type { RecordEvents, Transaction } from '../core/transaction.ts';
import { sessionChanged } from '../session/sessionEvents.ts';

/**
 * Makes what an unnamed visitor has done that of a named one: sessions with all that was said, contact data, tags, and what
 * is in force against them. Of two live sessions the one of this device ends up as the named visitor's only when the other
 * one is over: until then it stays where it is. The caller holds both visitors' rows.
 */
export async function mergeVisitor(
  transaction: Transaction,
  record: RecordEvents,
  from: Visitor,
  to: Visitor,
): Promise<void> {
  await lockAssignment(transaction);
  const live = await transaction.session.findFirst({ where: { visitorId: to.id, endedAt: null } });
  const moved = await transaction.session.updateManyAndReturn({
    where: { visitorId: from.id, ...(live && { endedAt: { not: null } }) },
    data: { visitorId: to.id, version: { increment: 1 } },
  });
  for (const session of moved) record(...sessionChanged(session, session));
  // What the named one has already is not needed twice.
  await transaction.$executeRaw`
    UPDATE "ContactDetail" d SET "visitorId" = ${to.id}::uuid WHERE "visitorId" = ${from.id}::uuid AND NOT EXISTS (
      SELECT 1 FROM "ContactDetail" o
      WHERE o."visitorId" = ${to.id}::uuid AND o."kind" = d."kind" AND o."value" = d."value")`;
  await transaction.$executeRaw`
    UPDATE "Tagging" t SET "visitorId" = ${to.id}::uuid WHERE "visitorId" = ${from.id}::uuid AND NOT EXISTS (
      SELECT 1 FROM "Tagging" o
      WHERE o."visitorId" = ${to.id}::uuid AND o."tagId" = t."tagId" AND o."removedAt" IS NULL AND t."removedAt" IS NULL)`;
  await transaction.block.updateMany({ where: { visitorId: from.id }, data: { visitorId: to.id } });
  await transaction.attachment.updateMany({ where: { visitorId: from.id }, data: { visitorId: to.id } });
  const details = await transaction.contactDetail.findMany({ where: { visitorId: to.id } });
  await transaction.visitor.update({
    where: { id: to.id },
    data: {
      contactKinds: knownKinds(details),
      doNotDisturbSince: to.doNotDisturbSince ?? from.doNotDisturbSince,
      note: [to.note, from.note].filter(Boolean).join('\n').slice(0, 2000),
    },
  });
}
